/** Photos go up at once or not at all: they are too large to wait in the browser's queue. */
import type { AttachmentInfo } from '../../api/contract.ts';
import { callSigned } from './badge.ts';
import { ProblemError } from './client.ts';
import { routes } from './routes.ts';

/** Resolves to the id under which the record names it; undefined where nobody gave a badge. */
export async function uploadPhoto(
  incident: string,
  file: Blob,
  label: string,
): Promise<string | undefined> {
  const url = routes.attachments(incident);
  const stored = await callSigned<AttachmentInfo>(url, { method: 'POST', file }, label);
  return stored?.id;
}

export type PhotoFailure = 'notArrived' | 'tooLarge' | 'noPhoto';

/** Whether the same file can be sent again, or another one is needed. */
export function photoFailure(error: unknown): PhotoFailure {
  const status = error instanceof ProblemError ? error.problem.status : undefined;
  if (status === 413) return 'tooLarge';
  return status === 415 ? 'noPhoto' : 'notArrived';
}
