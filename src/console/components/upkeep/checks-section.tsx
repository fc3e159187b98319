/** The checks of prevention: which clause, how often, when next, what the last one was. */
import { Link } from 'react-router';
import type { CheckInfo } from '../../../api/contract.ts';
import { useNow } from '../../data/stream/link.ts';
import { useChecks } from '../../data/work-queries.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { useMay } from '../shell/me.ts';
import { Empty, Loaded } from '../states/loaded.tsx';
import { useOpenWork } from './open-work.ts';
import './work.css';
import { checksInOrder, isOverdue } from './work-order.ts';

const MINUTE_MS = 60_000;

export function ChecksSection() {
  const { texts } = useSpeech();
  const checks = useChecks();
  const now = useNow(MINUTE_MS);
  return (
    <Loaded of={checks}>
      {(list) =>
        list.length === 0 ? (
          <Empty title={texts.checks.empty} />
        ) : (
          <section className="panel" aria-label={texts.work.section.checks}>
            <ul className="work-rows">
              {checksInOrder(list, now).map((check) => (
                <CheckRow key={check.playbook} check={check} now={now} />
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}

function CheckRow({ check, now }: { check: CheckInfo; now: number }) {
  const { texts, say } = useSpeech();
  const { title, clauses, everyMs, done, actions } = check;
  const words = texts.checks;
  return (
    <li>
      <div className="work-row-words">
        <h2>
          {say(title)} <span className="dim">{clauses.join(texts.comma)}</span>
        </h2>
        <p className="work-facts">
          <span>
            {everyMs === undefined ? words.onDemand : words.every(describeLimit(everyMs, texts))}
          </span>
          <DueState check={check} now={now} />
          <Last check={check} />
          {done > 0 && <span className="dim">{words.done(done)}</span>}
          {actions > 0 && (
            <Link to="/work?tab=actions" className="dim">
              {words.actions(actions)}
            </Link>
          )}
        </p>
      </div>
      <Way check={check} />
    </li>
  );
}

function DueState({ check, now }: { check: CheckInfo; now: number }) {
  const { texts } = useSpeech();
  const { dateTime } = useSiteClock();
  const { open, dueAt } = check;
  const words = texts.checks;
  return (
    <>
      {isOverdue(check, now) && <span className="tag abnormal">{words.overdue}</span>}
      {open && <span className="tag">{words.underWay}</span>}
      {dueAt !== undefined && <span>{words.next(dateTime(dueAt))}</span>}
    </>
  );
}

function Last({ check: { last } }: { check: CheckInfo }) {
  const { texts } = useSpeech();
  const { dateTime } = useSiteClock();
  if (last === undefined) return <span className="dim">{texts.checks.never}</span>;
  const { id, closedAt, openedAt, outcome } = last;
  return (
    <Link to={`/incidents/${id}`} className="dim">
      {texts.checks.last(dateTime(closedAt ?? openedAt))}
      {outcome && ` · ${texts.work.outcome[outcome]}`}
    </Link>
  );
}

/** To the one that is open, else to a new one. */
function Way({ check: { open, playbook, title } }: { check: CheckInfo }) {
  const { texts, say } = useSpeech();
  const mayWork = useMay('operator');
  const openWork = useOpenWork();
  const label = `${texts.checks.start} · ${say(title)}`;
  if (open !== undefined) {
    return (
      <Link className="button primary" to={`/incidents/${open.id}`}>
        {texts.work.open}
      </Link>
    );
  }
  if (!mayWork) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => void openWork({ playbook, source: 'hand' }, label)}
    >
      {texts.checks.start}
    </button>
  );
}
