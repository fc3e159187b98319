/** Wire types of the program itself: its health and its configuration. Part of `contract.ts`. */

export interface HealthInfo {
  status: 'ok' | 'failing';
  version: string;
  startedAt: number;
  reasons: string[];
  journal: { ok: boolean; lastSeq: number; reason?: string };
  history: { ok: boolean; backlog: number; influx: 'off' | 'up' | 'down'; reason?: string };
  devices: { up: number; down: number };
  channels: Record<string, { ok: boolean; pending: number; dead: number; reason?: string }>;
}

export interface ConfigInfo {
  hash: string;
  loadedAt: number;
  files: { file: string; hash: string }[];
  /** Of the newest attempt to read the files; empty where what is in force is what they say. */
  problems: ConfigMistake[];
}

/** What is wrong in a configuration file; line and column count from 1. */
export interface ConfigMistake {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}
