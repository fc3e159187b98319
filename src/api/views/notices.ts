/** What homes and shops were told: in words, and who knows of it by now. */
import { renderTemplate } from '../../core/duty/templates.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import { noticeText } from '../../core/incidents/notice-step.ts';
import { concernedAreas } from '../../core/incidents/place.ts';
import type { Playbook } from '../../core/incidents/playbook.ts';
import type { RunningStep } from '../../core/incidents/running.ts';
import type { Notice, UnitNotice } from '../../core/notices/notice.ts';
import type { CoreSettings } from '../../core/settings.ts';
import { type Unit, unitsIn } from '../../core/site/units.ts';
import type { NoticeInfo, NoticePreview, UnitNoticeInfo, VulnerableInfo } from '../contract.ts';
import { madeOnce } from './made-once.ts';
import { present, type RealmView, wall, wallAt } from './realm-view.ts';

export function noticeInfo(view: RealmView, notice: Notice): NoticeInfo {
  const { id, incident, step, at, by, places, template, parameters, version } = notice;
  const units = Object.entries(notice.units).map(([unit, known]) => unitInfo(view, unit, known));
  const counts = { delivered: 0, told: 0, waiting: 0, refused: 0, unreached: 0 };
  for (const { state } of units) counts[state] += 1;
  const knows = counts.delivered + counts.told;
  return {
    id,
    incident,
    step,
    at: wall(view, at),
    text: renderTemplate(view.installation.texts, template, parameters),
    places: [...places],
    counts,
    coverage: units.length === 0 ? 1 : knows / units.length,
    units,
    version,
    ...present({ by }),
  };
}

/** The newest first. */
export function noticeInfos(view: RealmView, incident?: string): NoticeInfo[] {
  return Object.values(view.state.notices.notices)
    .filter((notice) => incident === undefined || notice.incident === incident)
    .sort((one, other) => other.at - one.at)
    .map((notice) => noticeInfo(view, notice));
}

function unitInfo(view: RealmView, id: string, known: UnitNotice): UnitNoticeInfo {
  const { settings } = view.compiled;
  const units = madeOnce(unitsOf, settings, () => new Map(settings.units.map((of) => [of.id, of])));
  const unit = units.get(id);
  const { told, deliveredAt } = known;
  return {
    unit: id,
    name: unit?.name ?? { zh: id, en: id },
    kind: unit?.kind ?? 'household',
    state: unitState(known),
    ...present({ via: told?.via, by: told?.by }),
    ...wallAt(view, 'at', told?.at ?? deliveredAt),
  };
}

const unitsOf = new WeakMap<CoreSettings, Map<string, Unit>>();

function unitState({ channels, deliveredAt, refused, told }: UnitNotice): UnitNoticeInfo['state'] {
  if (told !== undefined) return 'told';
  if (deliveredAt !== undefined) return 'delivered';
  if (refused !== undefined) return 'refused';
  return channels.length === 0 ? 'unreached' : 'waiting';
}

/** What a `notice` step would send as the record stands; undefined for any other step. */
export function noticePreview(
  view: RealmView,
  incident: Incident,
  { step: { step }, playbook }: { step: RunningStep; playbook: Playbook },
): NoticePreview | undefined {
  if (step.do !== 'notice') return undefined;
  const { compiled, installation, state } = view;
  const { topology, units } = compiled.incidents;
  const { places, parameters } = noticeText(step, incident, playbook, {
    config: compiled.incidents,
    wallOffsetMs: state.wallOffsetMs,
  });
  const concerned = unitsIn(units, places, topology);
  return {
    text: renderTemplate(installation.texts, step.message, parameters),
    places: [...places],
    units: concerned.length,
    reachable: concerned.filter(({ reach }) => Object.keys(reach).length > 0).length,
  };
}

/** Who lives alone or depends on a device, where the incident is. */
export function vulnerableInfos(view: RealmView, incident: Incident): VulnerableInfo[] {
  const { settings, topology } = view.compiled;
  const places = concernedAreas(incident, topology);
  // Of a place that nobody named, any of them may be there.
  const concerned =
    places.length === 0 ? settings.units : unitsIn(settings.units, places, topology);
  return concerned.flatMap(({ id, name, vulnerable }) =>
    vulnerable === undefined ? [] : [{ unit: id, name, why: vulnerable }],
  );
}
