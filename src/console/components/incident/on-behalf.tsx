/** Recording what somebody else did: who, and how he told it (practice P-43). Both are kept. */
import { useSpeech } from '../../texts/language.tsx';
import { usePeopleOnDuty } from '../marks/names.ts';
import { useSignedIn } from '../shell/me.ts';
import type { Principal } from './step-work.ts';

const WAYS = ['radio', 'phone', 'in-person'] as const;

interface OnBehalfProps {
  principal: Principal;
  choose: (principal: Principal) => void;
}

export function OnBehalf({ principal, choose }: OnBehalfProps) {
  const { texts, say } = useSpeech();
  const { user } = useSignedIn();
  const others = usePeopleOnDuty().filter(({ id }) => id !== user);
  const words = texts.step;
  const via = principal.via ?? 'radio';
  const pick = (person: string) => choose(person === '' ? {} : { onBehalfOf: person, via });
  return (
    <details className="on-behalf" open={principal.onBehalfOf !== undefined || undefined}>
      <summary>{words.onBehalf}</summary>
      <label className="field">
        <span className="label">{words.onBehalfOf}</span>
        <select
          className="input"
          value={principal.onBehalfOf ?? ''}
          onChange={({ target }) => pick(target.value)}
        >
          <option value="">{words.onBehalfNobody}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {say(name)}
            </option>
          ))}
        </select>
      </label>
      {principal.onBehalfOf !== undefined && (
        <fieldset className="chips bare-fieldset" aria-label={words.via}>
          {WAYS.map((way) => (
            <button
              key={way}
              type="button"
              className="chip"
              aria-pressed={way === via}
              onClick={() => choose({ ...principal, via: way })}
            >
              {words.viaWord[way]}
            </button>
          ))}
        </fieldset>
      )}
    </details>
  );
}
