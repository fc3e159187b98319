/** The duty room's wall, read from three metres: is anything wrong, where, what now, who comes. */
import type { IncidentSummary } from '../../api/contract.ts';
import { gravestFirst, isOver } from '../components/incident/danger-order.ts';
import { LiftsPanel } from '../components/lifts/lifts-panel.tsx';
import { PowerPanel } from '../components/power/power-panel.tsx';
import { Loaded } from '../components/states/loaded.tsx';
import { AlarmsPanel } from '../components/wall/alarms-panel.tsx';
import { HonestyStrip } from '../components/wall/honesty-strip.tsx';
import { IncidentPanel } from '../components/wall/incident-panel.tsx';
import { TwelveHours } from '../components/wall/twelve-hours.tsx';
import { WaterPanel } from '../components/water/water-panel.tsx';
import { useAssets, useIncidents } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';
import './wall.css';

/** Incidents that find room beside the first; the top bar counts the others. */
const SMALL_PANELS = 2;
/** Due steps, and people told, shown of the gravest: by itself, and beside one and two others. */
const STEPS_LARGE = [4, 2, 1];
const TOLD_LARGE = [5, 3, 2];

export function WallPage() {
  const assets = useAssets();
  const { texts } = useSpeech();
  return (
    <div className="wall">
      <h1 className="sr-only">{texts.pages.wall}</h1>
      <Loaded of={assets}>
        {() => (
          <div className="wall-grid">
            <LiftsPanel />
            <WaterPanel />
            <div className="wall-incidents">
              <Incidents />
              <TwelveHours />
            </div>
            <PowerPanel />
            <AlarmsPanel />
          </div>
        )}
      </Loaded>
      <HonestyStrip />
    </div>
  );
}

function Incidents() {
  const incidents = useIncidents();
  return (
    <Loaded of={incidents}>
      {(list) => {
        const open = list.filter(({ state }) => state === 'open').sort(gravestFirst);
        const isCalm = open.every(isOver);
        return (
          <>
            {isCalm && <Calm isAftermath={open.length > 0} />}
            <Open incidents={open} />
          </>
        );
      }}
    </Loaded>
  );
}

function Open({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const shown = incidents.slice(0, 1 + SMALL_PANELS);
  const others = shown.length - 1;
  return shown.map((incident, index) => {
    // The largest place is for danger; an aftermath has a few lines.
    const isLarge = index === 0 && !isOver(incident);
    const stepsShown = isLarge ? STEPS_LARGE[others]! : 1;
    const toldShown = TOLD_LARGE[others]!;
    return <IncidentPanel key={incident.id} {...{ incident, isLarge, stepsShown, toldShown }} />;
  });
}

/** `isAftermath`: incidents are open, and nobody is in danger any more. */
function Calm({ isAftermath }: { isAftermath: boolean }) {
  const { texts } = useSpeech();
  const { calm, calmDetail } = isAftermath ? texts.aftermath : texts.wall;
  return (
    <section className="panel calm">
      <h2>{calm}</h2>
      <p className="dim">{calmDetail}</p>
    </section>
  );
}
