/** The message templates that the core itself asks for, and the parameters that come with each. */

/** Of every message about an incident. */
export const MESSAGE_PARAMETERS = ['hazard', 'asset', 'since', 'step', 'clause'] as const;

export const MESSAGES = {
  'incident-opened': MESSAGE_PARAMETERS,
  'step-due': MESSAGE_PARAMETERS,
  'step-late': MESSAGE_PARAMETERS,
  'alarm-raised': ['what', 'do', 'asset', 'since'],
  'trial-alarm': ['what', 'do', 'asset', 'since'],
} as const;
