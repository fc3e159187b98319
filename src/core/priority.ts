/** Alarm priorities, the gravest first: `critical` means that a life is at stake. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];
