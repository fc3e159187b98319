/** The latency ledger: how long each stage took, against its limit. */
import type { IncidentDetail } from '../../../api/contract.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Moment } from '../marks/moment.tsx';
import './ledger-panel.css';

export function LedgerPanel({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const now = useNow();
  const { ledger, openedAt, closedAt } = incident;
  if (ledger.length === 0) return null;
  const until = closedAt ?? now;
  const first = Math.min(openedAt, ...ledger.flatMap(({ at }) => at ?? []));
  return (
    <section className="panel" aria-labelledby="ledger-title">
      <header className="panel-head">
        <h2 id="ledger-title">{texts.incident.ledger}</h2>
      </header>
      <ol className="ledger">
        {ledger.map(({ moment, text, at, limitAt, late }) => (
          <li key={moment} data-open={at === undefined}>
            <span>{say(text)}</span>
            <span className="dim">{at !== undefined && <Moment at={at} />}</span>
            <span className="mono">
              {at === undefined ? '—' : `+${describeSpan(at - first, texts)}`}
            </span>
            <span className={late ? 'ledger-late' : 'dim'}>
              {limitAt !== undefined &&
                texts.incident.ledgerLimit(describeSpan(limitAt - first, texts))}
              {late &&
                ` ${texts.incident.ledgerLate(describeSpan((at ?? until) - limitAt!, texts))}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
