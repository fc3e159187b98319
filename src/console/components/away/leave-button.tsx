/** The way away from the desk, in the bar of every page, for whoever holds a role. */
import { ExportOutlined } from '@ant-design/icons';
import { useAbsence } from '../../data/absence.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';

/**
 * The administrator who set the gateway up holds no role, and nobody waits for him at the desk. At
 * a duty terminal the badge says who leaves.
 */
export function LeaveButton({ ask }: { ask: () => void }) {
  const { texts } = useSpeech();
  const { user, roles, terminal } = useSignedIn();
  const mayLeave = useMay('operator') && (terminal !== undefined || roles.length > 0);
  const absence = useAbsence(user);
  if (!mayLeave || absence !== undefined) return null;
  return (
    <button
      type="button"
      className="button bar-leave"
      aria-label={texts.leaveDesk.title}
      title={texts.leaveDesk.title}
      onClick={ask}
    >
      <ExportOutlined aria-hidden="true" />
      <span className="bar-leave-words">{texts.leaveDesk.title}</span>
    </button>
  );
}
