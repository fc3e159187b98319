/** The sheets that open over any page. */
export type Dialog = 'help' | 'search' | 'leaveDesk';
