/** What is to be put right after an emergency, a check or a review (plan F-8). */
export type ActionEvents = {
  'action-added': {
    action: string;
    incident?: string;
    text: string;
    owner: string;
    reviewer: string;
    /** Core ms. */
    dueAt: number;
  };
  /** The owner says that it is done; the reviewer looks at it. */
  'action-finished': { action: string; note: string };
  /** Not accepted: it is open again. */
  'action-reviewed': { action: string; accepted: boolean; note?: string };
  'action-cancelled': { action: string; reason: string };
  'action-overdue': { action: string; round: number; nextAt: number };
};
