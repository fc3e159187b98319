/** What leaving the desk does, said before it is done. */
import { leaveDesk } from '../../data/actions/desk-actions.ts';
import { serverNow } from '../../data/stream/link.ts';
import { enableSound } from '../../sound/player.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSignedIn } from '../shell/me.ts';
import './leave-desk.css';

export function LeaveDesk({ close }: { close: () => void }) {
  const { texts } = useSpeech();
  const { terminal } = useSignedIn();
  const { title, onThisBrowser, onOwnPhone, effects } = texts.leaveDesk;
  const alarms = terminal === undefined ? onThisBrowser : onOwnPhone;
  const leave = () => {
    // This press is the gesture that browsers want before they let alarms sound.
    void enableSound(serverNow());
    void leaveDesk(title);
    close();
  };
  return (
    <div className="form">
      <ul className="leave-desk">
        {[alarms, ...effects].map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <button type="button" className="button primary big" onClick={leave}>
        {title}
      </button>
      <button type="button" className="button" onClick={close}>
        {texts.step.cancel}
      </button>
    </div>
  );
}
