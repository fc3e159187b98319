/** The message templates that the core itself asks for, and the parameters that come with each. */

/** Of every message about an incident. */
export const MESSAGE_PARAMETERS = ['hazard', 'asset', 'since', 'step', 'clause'] as const;

/** Of every notice to homes and shops; `from` and `to` where something is planned. */
export const NOTICE_PARAMETERS = ['hazard', 'place', 'since', 'words', 'from', 'to'] as const;

export const MESSAGES = {
  'incident-opened': MESSAGE_PARAMETERS,
  'step-due': MESSAGE_PARAMETERS,
  'step-late': MESSAGE_PARAMETERS,
  'work-due': MESSAGE_PARAMETERS,
  'action-overdue': ['what', 'owner'],
  /** `chainHead` is added where it is sent: the head of the record's chain then (P-51). */
  'nightly-look': ['site', 'count', 'overdue', 'chainHead'],
  'desk-left': ['person'],
  'check-in-missed': ['person'],
  'alarm-raised': ['what', 'do', 'asset', 'since'],
  'trial-alarm': ['what', 'do', 'asset', 'since'],
} as const;
