/** A `notice` step: whom it tells, in which words, and that there is somebody to tell. */
import type { Draft } from '../draft.ts';
import type { Refusal } from '../input.ts';
import { checkAudience, issueNotice, type NoticeText } from '../notices/issue.ts';
import type { Topology } from '../site/topology.ts';
import { placeNames } from '../site/units.ts';
import type { IncidentConfig } from './context.ts';
import type { Answer } from './events.ts';
import type { FieldState, Incident } from './incident.ts';
import { concernedAreas } from './place.ts';
import type { Playbook, Step } from './playbook.ts';
import type { RunningStep } from './running.ts';

type NoticeStep = Extract<Step, { do: 'notice' }>;

/** A step that somebody does, with what he answers. */
interface Working {
  draft: Draft;
  config: IncidentConfig;
  incident: Incident;
  playbook: Playbook;
  step: RunningStep;
  fields: Record<string, Answer>;
}

export function checkNotice(work: Working): Refusal | undefined {
  const { config, incident, playbook, step } = work;
  if (step.step.do !== 'notice') return undefined;
  const record = { ...incident.record, ...work.fields };
  const places = noticePlaces(step.step, { incident, record, period: playbook.period }, config);
  return checkAudience(config.units, places, config.topology);
}

export function sendNotice(work: Working): void {
  const { config, draft, incident, step } = work;
  if (step.step.do !== 'notice') return;
  const notice = noticeText(step.step, incident, work.playbook, {
    config,
    wallOffsetMs: draft.state.wallOffsetMs,
  });
  issueNotice(draft, config.units, config.topology, {
    incident: incident.id,
    step: step.key,
    template: step.step.message,
    ...notice,
  });
}

/** What it says and to which places, as the record stands. */
export function noticeText(
  step: NoticeStep,
  incident: Incident,
  { period }: Pick<Playbook, 'period'>,
  { config, wallOffsetMs }: { config: IncidentConfig; wallOffsetMs: number },
): Pick<NoticeText, 'places' | 'parameters'> {
  const { topology } = config;
  const { record } = incident;
  const places = noticePlaces(step, { incident, record, period }, config);
  const words = record[step.words ?? '']?.value;
  const time = (name: string | undefined): string => {
    const value = record[name ?? '']?.value;
    if (typeof value !== 'number') return '';
    return `${config.localDate(value)} ${config.localClock(value)}`;
  };
  return {
    places,
    parameters: {
      hazard: incident.title,
      place: placeNames(places, topology),
      since: config.localClock(incident.openedAt + wallOffsetMs),
      words: typeof words === 'string' ? words : '',
      from: time(period?.from),
      to: time(period?.to),
    },
  };
}

interface Concerned {
  incident: Pick<Incident, 'asset' | 'area' | 'scope'>;
  record: Readonly<Record<string, Pick<FieldState, 'value'>>>;
  period: { places: string } | undefined;
}

/** Those that the step's own field names, else those of the period, else where it happens. */
function noticePlaces(
  step: NoticeStep,
  { incident, record, period }: Concerned,
  { topology }: { topology: Topology },
): string[] {
  const named = record[step.places ?? '']?.value ?? record[period?.places ?? '']?.value;
  return Array.isArray(named) ? [...named] : concernedAreas(incident, topology);
}
