/** Wire types of the record of an incident, as a whole. Part of `contract.ts`. */
import type { Text } from './contract-basics.ts';
import type { IncidentDetail } from './contract-incident.ts';
import type { ActionInfo, NoticeInfo } from './contract-work.ts';

/** `GET /incidents/{id}/report?format=json`. */
export interface IncidentReport {
  generatedAt: number;
  site: { id: string; name: Text };
  incident: IncidentDetail;
  /** What homes and shops were told, the newest first. */
  notices: NoticeInfo[];
  /** What it led to, also what was cancelled. */
  actions: ActionInfo[];
  proof: JournalProof;
}

/** The head of the journal's hash chain when the report was made, and what that is good for. */
export interface JournalProof {
  seq: number;
  hash: string;
  purpose: Text;
}
