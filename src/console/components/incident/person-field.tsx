/** One person on duty, by a tap. Only those whom the gateway would take are there. */
import type { FieldDefinition } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { usePersonName } from '../marks/names.ts';
import { type FieldProps, useFieldState } from './step-work.ts';

type PersonFieldProps = FieldProps & { label: string; definition: FieldDefinition };

export function PersonField({ state, save, label, definition }: PersonFieldProps) {
  const { texts, say } = useSpeech();
  const personName = usePersonName();
  const other = useFieldState(definition.not ?? '').value;
  const may = (definition.candidates ?? []).filter(({ id }) => id !== other);
  const chosen = typeof state.value === 'string' ? state.value : undefined;
  const isListed = may.some(({ id }) => id === chosen);
  return (
    <fieldset className="bare-fieldset people-field" aria-label={label}>
      {may.length === 0 && <p className="abnormal">{texts.step.nobodyMay}</p>}
      <div className="chips">
        {chosen !== undefined && !isListed && <strong>{personName(chosen)}</strong>}
        {may.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-pressed={id === chosen}
            onClick={() => save(id)}
          >
            {say(name)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
