/** Every open alarm, under its incident, the newest unacknowledged on top. */
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { AlarmInfo, IncidentSummary } from '../../api/contract.ts';
import { AlarmCard } from '../components/alarms/alarm-card.tsx';
import { AlarmKpis } from '../components/alarms/alarm-kpis.tsx';
import { isOnTheDesk } from '../components/alarms/set-aside.ts';
import { SinceClock } from '../components/marks/running-clock.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { mostUrgentFirst } from '../components/wall/alarms-panel.tsx';
import { useAlarms, useIncidents } from '../data/queries.ts';
import { isUnacknowledged } from '../sound/tones.ts';
import { useSpeech } from '../texts/language.tsx';

const FILTERS = [
  'open',
  'unacknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
  'all',
] as const;
type Filter = (typeof FILTERS)[number];

const PASSES: Record<Filter, (alarm: AlarmInfo) => boolean> = {
  open: isOnTheDesk,
  unacknowledged: isUnacknowledged,
  shelved: ({ state }) => state === 'shelved',
  suppressed: ({ state }) => state === 'suppressed',
  'out-of-service': ({ state }) => state === 'out-of-service',
  all: () => true,
};

export default function AlarmsPage() {
  const { texts } = useSpeech();
  const alarms = useAlarms();
  const [filter, setFilter] = useState<Filter>('open');
  const [showsKpis, setShowsKpis] = useState(false);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.alarms.title}</h1>
        <fieldset className="chips bare-fieldset" aria-label={texts.alarms.filterLabel}>
          {FILTERS.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={each === filter}
              onClick={() => setFilter(each)}
            >
              {texts.alarms.filter[each]}
              <Count alarms={alarms.data} filter={each} />
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className="button push"
          aria-expanded={showsKpis}
          onClick={() => setShowsKpis(!showsKpis)}
        >
          {texts.kpis.title}
        </button>
      </header>
      {showsKpis && <AlarmKpis />}
      <Loaded of={alarms}>
        {(list) => <Groups alarms={list.filter(PASSES[filter])} filter={filter} />}
      </Loaded>
    </div>
  );
}

/** How many there are; of all of them nobody asks. */
function Count({ alarms, filter }: { alarms: AlarmInfo[] | undefined; filter: Filter }) {
  const count = alarms?.filter(PASSES[filter]).length ?? 0;
  return filter === 'all' || count === 0 ? null : <span> {count}</span>;
}

function Groups({ alarms, filter }: { alarms: readonly AlarmInfo[]; filter: Filter }) {
  const { texts } = useSpeech();
  const incidents = useIncidents().data ?? [];
  const marked = useMarkedAlarm();
  if (alarms.length === 0) {
    if (filter === 'open') {
      return <Empty title={texts.alarms.empty} detail={texts.alarms.emptyDetail} />;
    }
    return <Empty title={texts.alarms.filtered} />;
  }
  return groupByIncident(alarms).map(([id, group]) => (
    <section key={id} className="panel" aria-label={texts.alarms.title}>
      <GroupHead incident={incidents.find((incident) => incident.id === id)} />
      <ul className="alarm-cards">
        {group.map((alarm) => (
          <AlarmCard key={alarm.id} alarm={alarm} isMarked={alarm.id === marked} />
        ))}
      </ul>
    </section>
  ));
}

function GroupHead({ incident }: { incident: IncidentSummary | undefined }) {
  const { texts, say } = useSpeech();
  if (incident === undefined) {
    return (
      <header className="panel-head">
        <h2 className="dim">{texts.alarms.withoutIncident}</h2>
      </header>
    );
  }
  const { id, title, place, openedAt, closedAt, overAt } = incident;
  return (
    <header className="panel-head">
      <h2>
        <Link to={`/incidents/${id}`}>
          {say(title)} · {say(place)}
        </Link>
      </h2>
      <span className="dim">
        <SinceClock from={openedAt} until={overAt ?? closedAt} />
      </span>
      <Link className="button push" to={`/incidents/${id}`}>
        {texts.banner.open}
      </Link>
    </header>
  );
}

/** The group with the most urgent alarm comes first. */
function groupByIncident(alarms: readonly AlarmInfo[]): [string, AlarmInfo[]][] {
  const groups = new Map<string, AlarmInfo[]>();
  for (const alarm of [...alarms].sort(mostUrgentFirst)) {
    const id = alarm.incident ?? '';
    groups.set(id, [...(groups.get(id) ?? []), alarm]);
  }
  return [...groups];
}

/** The alarm that the address names: it is brought into sight and gets the focus. */
function useMarkedAlarm(): string {
  const marked = decodeURIComponent(useLocation().hash.slice(1));
  useEffect(() => {
    if (marked === '') return;
    const card = document.getElementById(marked);
    card?.scrollIntoView({ block: 'center' });
    card?.focus();
  }, [marked]);
  return marked;
}
