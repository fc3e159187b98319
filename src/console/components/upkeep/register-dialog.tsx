/** The sheet that registers something planned; its own first step asks for everything else. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Choice } from '../forms/choice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { ComponentTheme } from '../shell/component-theme.tsx';
import { RefusalsOf } from '../shell/refusals.tsx';
import { useOpenWork } from './open-work.ts';

export default function RegisterDialog({ leave }: { leave: () => void }) {
  const { texts } = useSpeech();
  return (
    <ComponentTheme>
      <Modal open title={texts.planned.register} footer={null} onCancel={leave}>
        <Form leave={leave} />
        <RefusalsOf subject="incidents" />
      </Modal>
    </ComponentTheme>
  );
}

/** It stays until the gateway has taken it, and then leads to what was opened. */
function Form({ leave }: { leave: () => void }) {
  const { texts, say } = useSpeech();
  const words = texts.planned;
  const openWork = useOpenWork();
  const all = useSite().data?.playbooks ?? [];
  const playbooks = all.filter(({ about }) => about === 'planned');
  const [playbook, setPlaybook] = useState<string>();
  const [note, setNote] = useState('');
  const [isSending, setIsSending] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (playbook === undefined) return;
    setIsSending(true);
    const said = note.trim() === '' ? {} : { note: note.trim() };
    const isTaken = await openWork({ playbook, source: 'notice', ...said }, words.register);
    setIsSending(false);
    if (isTaken) leave();
  };
  if (playbooks.length === 0) return <p className="dim">{words.noneOfThem}</p>;
  return (
    <form className="form" onSubmit={(event) => void send(event)}>
      <Choice
        label={words.which}
        options={playbooks.map(({ id, title }) => [id, say(title)])}
        value={playbook}
        choose={setPlaybook}
      />
      <TextField label={words.note} value={note} write={setNote} />
      <button
        type="submit"
        className="button primary big"
        disabled={playbook === undefined || isSending}
      >
        {isSending ? texts.step.waiting : words.send}
      </button>
    </form>
  );
}
