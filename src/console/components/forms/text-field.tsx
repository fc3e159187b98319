/** A few words under their label; they may stay empty. */
export function TextField({
  label,
  value,
  write,
}: {
  label: string;
  value: string;
  write: (value: string) => void;
}) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <textarea
        className="input"
        rows={2}
        value={value}
        onChange={({ target }) => write(target.value)}
      />
    </label>
  );
}
