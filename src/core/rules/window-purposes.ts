/** Why an asset may be expected to look abnormal for a time that somebody has registered. */
export const WINDOW_PURPOSES = [
  'planned-outage',
  'generator-test',
  'mopping',
  'maintenance',
] as const;

export type WindowPurpose = (typeof WINDOW_PURPOSES)[number];
