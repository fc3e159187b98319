/**
 * Who lives alone or depends on a device, to be telephoned in an emergency (plan O-5, F-7). Nobody
 * sees them before he asks, and that he asked is journalled (`practice.md` P-52).
 */
import { useState } from 'react';
import type { IncidentDetail, VulnerableInfo } from '../../../api/contract.ts';
import { openVulnerable } from '../../data/vulnerable.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';
import { stepClause } from './step-clause.ts';
import './vulnerable-panel.css';

const CLAUSES = ['O-5', 'F-7'];

/** Nothing before the plan has come to telling residents. */
export function VulnerablePanel({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const mayWork = useMay('operator');
  const { about, state, steps } = incident;
  const hasCome = steps.some(
    ({ key, state: own }) =>
      CLAUSES.includes(stepClause(key)) && (own === 'active' || own === 'done'),
  );
  if (!hasCome || about !== undefined || state === 'closed' || !mayWork) return null;
  return (
    <section className="panel vulnerable" aria-labelledby="vulnerable-title">
      <header className="panel-head">
        <h2 id="vulnerable-title">{texts.vulnerable.title}</h2>
      </header>
      <List incident={incident.id} />
    </section>
  );
}

function List({ incident }: { incident: string }) {
  const { texts, say } = useSpeech();
  // At a terminal the one who shows his badge may have the right.
  const { personalData, terminal } = useSignedIn();
  const mayAsk = personalData || terminal !== undefined;
  const [list, setList] = useState<VulnerableInfo[]>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const words = texts.vulnerable;
  const open = async () => {
    setIsBusy(true);
    setHasFailed(false);
    try {
      setList(await openVulnerable(incident, words.open));
    } catch {
      // Told below. It is not tried again by itself: each look is journalled.
      setHasFailed(true);
    } finally {
      setIsBusy(false);
    }
  };
  if (list === undefined) {
    return (
      <p className="vulnerable-ask">
        <button
          type="button"
          className="button"
          disabled={!mayAsk || isBusy}
          onClick={() => void open()}
        >
          {words.open}
        </button>
        <span className="dim">{mayAsk ? words.journalled : words.notAllowed}</span>
        {hasFailed && <span role="alert">{words.failed}</span>}
      </p>
    );
  }
  return (
    <>
      {list.length === 0 && <p className="dim">{words.none}</p>}
      <ul>
        {list.map(({ unit, name, why }) => (
          <li key={unit}>
            <strong>{say(name)}</strong> {say(why)}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => setList(undefined)}>
        {words.hide}
      </button>
    </>
  );
}
