/** One of a few, by a tap. */
interface ChoiceProps {
  label: string;
  options: readonly (readonly [string, string])[];
  value: string | undefined;
  choose: (value: string) => void;
}

export function Choice({ label, options, value, choose }: ChoiceProps) {
  return (
    <fieldset className="field bare-fieldset">
      <legend className="label">{label}</legend>
      <div className="chips">
        {options.map(([id, words]) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-pressed={id === value}
            onClick={() => choose(id)}
          >
            {words}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
