/**
 * Where a PIN is typed, or a badge reader types its number. It shows dots, but is no password
 * field: a browser on a shared desk must not offer to remember it.
 */
import type { Ref } from 'react';
import './pin-field.css';

interface PinFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
}

export function PinField({ label, value, onValue, ref }: PinFieldProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        ref={ref}
        className="input pin-field"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={32}
        value={value}
        onChange={({ target }) => onValue(target.value.trim())}
      />
    </label>
  );
}
