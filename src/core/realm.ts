/** The realm of the real building; every other one is a drill. */
export const LIVE = 'live';
