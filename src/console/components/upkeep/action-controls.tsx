/** Its owner says that it is done, its reviewer whether it is good, a manager that it is off. */
import { useState } from 'react';
import type { ActionInfo } from '../../../api/contract.ts';
import { cancelAction, finishAction, reviewAction } from '../../data/actions/work-actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { ReasonForm } from '../forms/reason-form.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';

/** What is being written for. */
type Written = 'finish' | 'reject' | 'cancel';

export function ActionControls({ action }: { action: ActionInfo }) {
  const [written, setWritten] = useState<Written>();
  if (written !== undefined) {
    return <Writing action={action} written={written} leave={() => setWritten(undefined)} />;
  }
  return <Buttons action={action} write={setWritten} />;
}

function Buttons({ action, write }: { action: ActionInfo; write: (what: Written) => void }) {
  const { texts } = useSpeech();
  const { user } = useSignedIn();
  const mayCancel = useMay('manager');
  const { state, owner, reviewer } = action;
  const words = texts.actions;
  const accept = () =>
    void reviewAction(action, { accepted: true }, `${words.accept} · ${action.text}`);
  if (state === 'finished' && user === reviewer) {
    return (
      <div className="chips">
        <button type="button" className="button primary" onClick={accept}>
          {words.accept}
        </button>
        <button type="button" className="button danger" onClick={() => write('reject')}>
          {words.reject}
        </button>
      </div>
    );
  }
  if (state !== 'open') return null;
  return (
    <div className="chips">
      {user === owner && (
        <button type="button" className="button primary" onClick={() => write('finish')}>
          {words.finish}
        </button>
      )}
      {mayCancel && (
        <button type="button" className="button" onClick={() => write('cancel')}>
          {words.cancel}
        </button>
      )}
    </div>
  );
}

interface WritingProps {
  action: ActionInfo;
  written: Written;
  leave: () => void;
}

function Writing({ action, written, leave }: WritingProps) {
  const { texts } = useSpeech();
  const words = texts.actions;
  const word = words[written];
  const label = `${word} · ${action.text}`;
  const send = (note: string) => {
    if (written === 'finish') void finishAction(action, note, label);
    else if (written === 'reject') void reviewAction(action, { accepted: false, note }, label);
    else void cancelAction(action, note, label);
  };
  return (
    <div className="work-writing">
      <ReasonForm
        label={words.note[written]}
        word={word}
        isDanger={written !== 'finish'}
        send={send}
        leave={leave}
      />
    </div>
  );
}
