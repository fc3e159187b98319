/** How long each stage of one playbook's incidents took, as percentiles. */
import type { LedgerFigures, MomentFigures } from '../../../api/contract.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import './playbook-ledger.css';

type PlaybookFigures = LedgerFigures['playbooks'][number];

const SPREAD = ['p50', 'p90', 'p99', 'worst'] as const;

export function PlaybookLedger({ figures }: { figures: PlaybookFigures }) {
  const { texts, say } = useSpeech();
  const words = texts.ledger;
  const { playbook, title, incidents, open, apart, moments } = figures;
  return (
    <section className="panel" aria-labelledby={`ledger-${playbook}`}>
      <header className="panel-head">
        <h2 id={`ledger-${playbook}`}>{say(title)}</h2>
        <span>{words.incidents(incidents)}</span>
        {open > 0 && <span className="dim">{words.open(open)}</span>}
        {apart.false + apart.test > 0 && (
          <span className="dim">{words.apart(apart.false, apart.test)}</span>
        )}
      </header>
      {incidents === 0 ? (
        <p className="dim">{words.onlyApart}</p>
      ) : (
        <table className="rows ledger-table">
          <thead>
            <tr>
              <th scope="col">{words.moment}</th>
              <th scope="col" className="number">
                {words.count}
              </th>
              {SPREAD.map((name) => (
                <th key={name} scope="col" className="number">
                  {words[name]}
                </th>
              ))}
              <th scope="col" className="number">
                {words.late}
              </th>
              <th scope="col" className="number">
                {words.never}
              </th>
            </tr>
          </thead>
          <tbody>
            {moments.map((figure) => (
              <MomentRow key={figure.moment} figure={figure} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** On a phone each figure stands under its own name, which the head says elsewhere. */
function MomentRow({ figure }: { figure: MomentFigures }) {
  const { texts, say } = useSpeech();
  const words = texts.ledger;
  const { text, count, afterMs, limited, late, never } = figure;
  return (
    <tr>
      <th scope="row">{say(text)}</th>
      <td className="number ledger-of" data-name={words.count}>
        {count}
      </td>
      {SPREAD.map((name) => (
        <td key={name} className="number" data-name={words[name]}>
          {afterMs === undefined ? '—' : describeSpan(afterMs[name], texts)}
        </td>
      ))}
      <td className="number ledger-of" data-name={words.late} data-late={late > 0}>
        {limited === 0 ? <span className="dim">{words.noLimit}</span> : words.lateOf(late, limited)}
      </td>
      <td className="number ledger-of" data-name={words.never}>
        {never}
      </td>
    </tr>
  );
}
