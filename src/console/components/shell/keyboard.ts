/**
 * The keys of the duty desk: `Space` to the newest unacknowledged alarm, `A` acknowledges it, `/`
 * finds an asset, `?` helps. They do nothing while somebody types or a control has the focus.
 */
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { Dialog } from './dialog.ts';
import { useAcknowledge, useUnacknowledged } from './unacknowledged.ts';

/** Elements that take the key themselves. */
const TAKES_TEXT = 'input, textarea, select, [contenteditable]';
const TAKES_SPACE = `${TAKES_TEXT}, button, a, summary, [role="button"]`;

export function useKeyboard(options: { isOff: boolean; open: (dialog: Dialog) => void }): void {
  const { isOff, open } = options;
  const navigate = useNavigate();
  const [newest] = useUnacknowledged();
  const acknowledge = useAcknowledge();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (isOff || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest(event.key === ' ' ? TAKES_SPACE : TAKES_TEXT)) return;
      const doIt = {
        ' ': newest && (() => void navigate(`/alarms#${encodeURIComponent(newest.id)}`)),
        a: newest && (() => acknowledge(newest)),
        '/': () => open('search'),
        '?': () => open('help'),
      }[event.key.toLowerCase()];
      if (doIt === undefined) return;
      event.preventDefault();
      doIt();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOff, open, navigate, newest, acknowledge]);
}
