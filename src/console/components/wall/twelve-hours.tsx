/** The last twelve hours as a strip: each alarm a mark, each incident a tall one. */
import type { AlarmInfo, IncidentSummary, Priority } from '../../../api/contract.ts';
import { useAlarms, useIncidents } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { useSpeech } from '../../texts/language.tsx';
import { isOnTheDesk } from '../alarms/set-aside.ts';
import { isOver } from '../incident/danger-order.ts';
import { useSiteClock } from '../marks/moment.tsx';
import './twelve-hours.css';

const HOUR_MS = 3_600_000;
const SPAN_MS = 12 * HOUR_MS;
/** The strip moves on once a minute. */
const STEP_MS = 60_000;
/** Height of a mark in percent: the graver the taller. */
const HEIGHTS: Record<Priority, number> = { critical: 62, high: 46, medium: 34, low: 22 };

export function TwelveHours() {
  const { texts } = useSpeech();
  const until = useNow(STEP_MS) + STEP_MS;
  const from = until - SPAN_MS;
  const alarms = (useAlarms().data ?? []).filter(({ raisedAt }) => raisedAt >= from);
  const incidents = (useIncidents().data ?? []).filter(({ openedAt }) => openedAt >= from);
  const place = (at: number) => `${(100 * (at - from)) / SPAN_MS}%`;
  return (
    <section className="panel twelve-hours" aria-labelledby="strip-title">
      <h2 id="strip-title">{texts.wall.strip}</h2>
      <div
        className="strip"
        role="img"
        aria-label={texts.wall.stripLabel(alarms.length, incidents.length)}
      >
        {alarms.map((alarm) => (
          <AlarmTick key={alarm.id} alarm={alarm} left={place(alarm.raisedAt)} />
        ))}
        {incidents.map((incident) => (
          <IncidentTick key={incident.id} incident={incident} left={place(incident.openedAt)} />
        ))}
        {alarms.length + incidents.length === 0 && (
          <span className="strip-empty dim">{texts.wall.stripEmpty}</span>
        )}
      </div>
      <Hours from={from} until={until} place={place} />
    </section>
  );
}

function AlarmTick({ alarm, left }: { alarm: AlarmInfo; left: string }) {
  const { priority } = alarm;
  const calm = !isOnTheDesk(alarm);
  const style = { left, height: `${HEIGHTS[priority]}%` };
  return <span className="tick" data-priority={priority} data-calm={calm} style={style} />;
}

function IncidentTick({ incident, left }: { incident: IncidentSummary; left: string }) {
  const calm = incident.state === 'closed' || isOver(incident);
  return (
    <span
      className="tick tall"
      data-priority={incident.priority}
      data-calm={calm}
      style={{ left }}
    />
  );
}

function Hours(props: { from: number; until: number; place: (at: number) => string }) {
  const { from, until, place } = props;
  const { hour } = useSiteClock();
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: 12 }, (_, index) => first + index * HOUR_MS);
  return (
    <div className="strip-hours dim" aria-hidden="true">
      {hours
        .filter((at) => at < until - HOUR_MS / 3)
        .map((at) => (
          <span key={at} style={{ left: place(at) }}>
            {hour(at)}
          </span>
        ))}
    </div>
  );
}
