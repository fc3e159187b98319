/** For the administrator: this browser becomes a duty terminal; which there are, and ending one. */
import { type FormEvent, useState } from 'react';
import type { TerminalInfo } from '../../../api/contract.ts';
import { ProblemError } from '../../data/client.ts';
import { becomeTerminal, endTerminal, useTerminals } from '../../data/terminals.ts';
import { useSpeech } from '../../texts/language.tsx';
import type { Texts } from '../../texts/zh.ts';
import { DateTime } from '../marks/moment.tsx';
import { useMay } from '../shell/me.ts';
import { Empty, Loaded } from '../states/loaded.tsx';
import './desk-form.css';

export function TerminalsPanel() {
  return useMay('admin') ? <Panel /> : null;
}

function Panel() {
  const { texts } = useSpeech();
  const words = texts.terminals;
  const terminals = useTerminals();
  return (
    <section className="panel" aria-labelledby="terminals-title">
      <header className="panel-head">
        <h2 id="terminals-title">{words.title}</h2>
      </header>
      <p className="dim">{words.detail}</p>
      <NewTerminal />
      <Loaded of={terminals}>
        {(list) =>
          list.length === 0 ? <Empty title={words.empty} /> : <Terminals terminals={list} />
        }
      </Loaded>
    </section>
  );
}

function NewTerminal() {
  const { texts } = useSpeech();
  const words = texts.terminals;
  const [name, setName] = useState('');
  const [failure, setFailure] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await becomeTerminal(name.trim());
    } catch (error) {
      setFailure(describeFailure(error, texts));
    }
  };
  return (
    <form className="desk-form" onSubmit={(event) => void send(event)}>
      <label className="field">
        <span className="label">{words.name}</span>
        <input
          className="input"
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <button type="submit" className="button primary" disabled={name.trim() === ''}>
        {words.make}
      </button>
      <span role="alert">{failure}</span>
    </form>
  );
}

function Terminals({ terminals }: { terminals: readonly TerminalInfo[] }) {
  const { texts } = useSpeech();
  const words = texts.terminals;
  return (
    <div className="scrolls">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.used}</th>
            <th scope="col">
              <span className="sr-only">{words.end}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {terminals.map(({ id, name, since, usedAt }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>
                <DateTime at={since} />
              </td>
              <td>
                <DateTime at={usedAt} />
              </td>
              <td className="number">
                <EndButton id={id} name={name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EndButton({ id, name }: { id: string; name: string }) {
  const { texts } = useSpeech();
  const [failure, setFailure] = useState('');
  const end = async () => {
    try {
      await endTerminal(id);
    } catch (error) {
      setFailure(describeFailure(error, texts));
    }
  };
  return (
    <>
      <span role="alert">{failure}</span>
      <button
        type="button"
        className="button danger"
        aria-label={texts.terminals.endNamed(name)}
        onClick={() => void end()}
      >
        {texts.terminals.end}
      </button>
    </>
  );
}

function describeFailure(error: unknown, { terminals, states }: Texts): string {
  if (!(error instanceof ProblemError)) return states.unreachable;
  return error.problem.code === 'conflict' ? terminals.taken : error.message;
}
