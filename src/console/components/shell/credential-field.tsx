/** One line of a credential page's form; it must be filled in. */

interface CredentialFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** Tells the browser's password manager what belongs here. */
  autoComplete: 'username' | 'current-password' | 'new-password';
  name?: string;
  type?: 'password';
}

export function CredentialField({ label, onValue, ...input }: CredentialFieldProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        className="input"
        required
        {...input}
        onChange={({ target }) => onValue(target.value)}
      />
    </label>
  );
}
