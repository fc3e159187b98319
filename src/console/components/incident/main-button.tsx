/** The one large control of a step: off while a guard holds, and once it was pressed. */
import { useSpeech } from '../../texts/language.tsx';
import { useStepScope, useWaitingWork } from './step-work.ts';

export function MainButton(props: { label: string; press: () => void; isOff?: boolean }) {
  const { label, press, isOff = false } = props;
  const { texts } = useSpeech();
  const { step } = useStepScope();
  const isSent = useWaitingWork().some(({ action }) => action !== 'answer');
  const isHeld = step.guard === 'holds' || step.guard === 'unknown';
  return (
    <button
      type="button"
      className="button primary step-main"
      disabled={isOff || isHeld || isSent}
      onClick={press}
    >
      {isSent ? texts.step.waiting : label}
    </button>
  );
}
