/** A reason, or what was done: written where one pressed, sent or left alone. */
import { type FormEvent, useState } from 'react';
import { useSpeech } from '../../texts/language.tsx';
import './reason-form.css';

interface ReasonFormProps {
  /** What is asked for. */
  label: string;
  /** On the button that sends it. */
  word: string;
  /** It undoes or refuses something. */
  isDanger?: boolean;
  send: (reason: string) => void;
  leave: () => void;
}

export function ReasonForm({ label, word, isDanger = false, send, leave }: ReasonFormProps) {
  const { texts } = useSpeech();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(reason.trim());
    leave();
  };
  return (
    <form className="reason-form" onSubmit={submit}>
      <label className="field">
        <span className="label">{label}</span>
        <textarea
          className="input"
          rows={2}
          required
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written into
          autoFocus
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <div className="reason-form-buttons">
        <button type="button" className="button" onClick={leave}>
          {texts.step.cancel}
        </button>
        <button
          type="submit"
          className={isDanger ? 'button danger' : 'button primary'}
          disabled={reason.trim() === ''}
        >
          {word}
        </button>
      </div>
    </form>
  );
}
