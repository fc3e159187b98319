/** The answers of a decision; what telemetry suggests is marked, and still a person chooses. */
import { useSpeech } from '../../texts/language.tsx';
import { useStepScope } from './step-work.ts';

interface DecisionFieldProps {
  name: string;
  value: string | undefined;
  choose: (value: string) => void;
}

export function DecisionField({ name, value, choose }: DecisionFieldProps) {
  const { texts, say } = useSpeech();
  const { incident, step } = useStepScope();
  const definition = incident.recordFields[name];
  if (definition === undefined) return null;
  const suggested = step.suggestions[name];
  return (
    <fieldset className="chips bare-fieldset decision" aria-label={say(definition.text)}>
      {Object.entries(definition.of ?? {}).map(([choice, words]) => (
        <button
          key={choice}
          type="button"
          className={choice === suggested ? 'chip suggested' : 'chip'}
          aria-pressed={choice === value}
          onClick={() => choose(choice)}
        >
          {say(words)}
          {choice === suggested && <span className="chip-note">{texts.step.suggestion}</span>}
        </button>
      ))}
    </fieldset>
  );
}
