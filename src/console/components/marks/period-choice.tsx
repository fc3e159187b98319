/** The time that figures are of: so many days up to now. */

interface PeriodChoiceProps<Days extends number> {
  label: string;
  /** By length in days, the shortest first. */
  words: Readonly<Record<Days, string>>;
  days: Days;
  choose: (days: Days) => void;
}

export function PeriodChoice<Days extends number>(props: PeriodChoiceProps<Days>) {
  const { label, words, days, choose } = props;
  const lengths = Object.keys(words).map(Number) as Days[];
  return (
    <fieldset className="chips bare-fieldset" aria-label={label}>
      {lengths.map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          aria-pressed={each === days}
          onClick={() => choose(each)}
        >
          {words[each]}
        </button>
      ))}
    </fieldset>
  );
}
