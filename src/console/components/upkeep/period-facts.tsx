/** What was announced of something planned, and beside it what telemetry saw of it. */
import type { IncidentSummary } from '../../../api/contract.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { usePlaceNames } from '../marks/names.ts';
import './period-facts.css';

const MINUTE_MS = 60_000;

export function PeriodFacts({ planned }: { planned: IncidentSummary }) {
  const { texts } = useSpeech();
  const { date, dateTime, time } = useSiteClock();
  const namesOf = usePlaceNames();
  const words = texts.planned;
  const { period } = planned;
  if (period === undefined) return <p className="dim">{words.notSet}</p>;
  const isOneDay = date(period.from) === date(period.to);
  const to = isOneDay ? time(period.to).slice(0, 5) : dateTime(period.to);
  return (
    <dl className="period-facts">
      <div>
        <dt>{words.announced}</dt>
        <dd>{words.span(dateTime(period.from), to)}</dd>
      </div>
      <div>
        <dt>{words.places}</dt>
        <dd>{namesOf(period.places)}</dd>
      </div>
      <div>
        <dt>{words.seen}</dt>
        <dd>
          <Seen planned={planned} period={period} />
        </dd>
      </div>
    </dl>
  );
}

interface SeenProps {
  planned: IncidentSummary;
  period: NonNullable<IncidentSummary['period']>;
}

function Seen({ planned: { beganAt, endedAt, overranAt }, period }: SeenProps) {
  const { texts } = useSpeech();
  const { dateTime } = useSiteClock();
  const words = texts.planned;
  if (beganAt === undefined) return <span className="dim">{words.nothingSeen}</span>;
  const against = (at: number, announced: number) => {
    const off = Math.round((at - announced) / MINUTE_MS);
    if (off === 0) return words.onTime;
    const span = describeLimit(Math.abs(off) * MINUTE_MS, texts);
    return off > 0 ? words.late(span) : words.early(span);
  };
  return (
    <>
      <span>
        {words.began(dateTime(beganAt))}{' '}
        <span className="dim">({against(beganAt, period.from)})</span>
      </span>
      {endedAt !== undefined && (
        <span>
          {words.ended(dateTime(endedAt))}{' '}
          <span className="dim">({against(endedAt, period.to)})</span>
        </span>
      )}
      {overranAt !== undefined && (
        <span className="period-overran">{words.overran(dateTime(overranAt))}</span>
      )}
    </>
  );
}
