/**
 * The keys of the duty desk: `Space` to the newest unacknowledged alarm, `A` acknowledges the alarm
 * that has the focus, else the banner's, `/` finds an asset, `?` helps. They do nothing while
 * somebody types.
 */
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { Dialog } from './dialog.ts';
import { newestOf, useAcknowledge, useUnacknowledged } from './unacknowledged.ts';

/** Elements that take the key themselves. */
const TAKES_TEXT = 'input, textarea, select, [contenteditable]';
const TAKES_SPACE = `${TAKES_TEXT}, button, a, summary, [role="button"]`;

export function useKeyboard(options: { isOff: boolean; open: (dialog: Dialog) => void }): void {
  const { isOff, open } = options;
  const navigate = useNavigate();
  const alarms = useUnacknowledged();
  const acknowledge = useAcknowledge();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (isOff || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest(event.key === ' ' ? TAKES_SPACE : TAKES_TEXT)) return;
      const newest = newestOf(alarms);
      const meant = alarms.find(({ id }) => id === target.closest('.alarm-card')?.id) ?? alarms[0];
      const doIt = {
        ' ': newest && (() => void navigate(`/alarms#${encodeURIComponent(newest.id)}`)),
        a: meant && (() => acknowledge(meant)),
        '/': () => open('search'),
        '?': () => open('help'),
      }[event.key.toLowerCase()];
      if (doIt === undefined) return;
      event.preventDefault();
      doIt();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOff, open, navigate, alarms, acknowledge]);
}
