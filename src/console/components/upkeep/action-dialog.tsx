/** The sheet that adds an action: what, who does it, who looks at it, until when. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { addAction, NEW_ACTION } from '../../data/actions/work-actions.ts';
import { usePeople } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useSiteZone } from '../marks/moment.tsx';
import { siteMoment } from '../marks/site-moment.ts';
import { ComponentTheme } from '../shell/component-theme.tsx';
import { RefusalsOf } from '../shell/refusals.tsx';

interface ActionDialogProps {
  incident: string | undefined;
  leave: () => void;
}

export default function ActionDialog({ incident, leave }: ActionDialogProps) {
  const { texts } = useSpeech();
  return (
    <ComponentTheme>
      <Modal open title={texts.actions.add} footer={null} onCancel={leave}>
        <Form incident={incident} leave={leave} />
        <RefusalsOf subject={NEW_ACTION} />
      </Modal>
    </ComponentTheme>
  );
}

/** It stays until the gateway has taken it, so that a refusal is read where one acts. */
function Form({ incident, leave }: ActionDialogProps) {
  const { texts } = useSpeech();
  const words = texts.actions;
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [reviewer, setReviewer] = useState('');
  const [due, setDue] = useState('');
  const [isSending, setIsSending] = useState(false);
  const dueAt = siteMoment(due, useSiteZone());
  const isWhole = text.trim() !== '' && owner !== '' && reviewer !== '' && dueAt !== undefined;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (dueAt === undefined) return;
    setIsSending(true);
    const about = incident === undefined ? {} : { incident };
    const action = { text: text.trim(), owner, reviewer, dueAt, ...about };
    const isTaken = await addAction(action, `${words.add} · ${action.text}`);
    setIsSending(false);
    if (isTaken) leave();
  };
  return (
    <form className="form" onSubmit={(event) => void send(event)}>
      <TextField label={words.what} value={text} write={setText} />
      <PersonSelect label={words.owner} value={owner} other={reviewer} choose={setOwner} />
      <PersonSelect label={words.reviewer} value={reviewer} other={owner} choose={setReviewer} />
      <label className="field">
        <span className="label">{words.dueAt}</span>
        <input
          className="input"
          type="datetime-local"
          value={due}
          onChange={({ target }) => setDue(target.value)}
        />
      </label>
      <button type="submit" className="button primary" disabled={!isWhole || isSending}>
        {isSending ? texts.step.waiting : words.add}
      </button>
    </form>
  );
}

interface PersonSelectProps {
  label: string;
  value: string;
  /** Nobody looks at his own work. */
  other: string;
  choose: (person: string) => void;
}

function PersonSelect({ label, value, other, choose }: PersonSelectProps) {
  const { texts, say } = useSpeech();
  const people = usePeople().data ?? [];
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select className="input" value={value} onChange={({ target }) => choose(target.value)}>
        <option value="">{texts.actions.choose}</option>
        {people
          .filter(({ id }) => id !== other)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {say(name)}
            </option>
          ))}
      </select>
    </label>
  );
}
