/** The building as the console draws it. */
import { aboutOf, hazardOf } from '../../core/incidents/playbook.ts';
import type { KindInfo, SiteDescription, SiteInfo } from '../contract.ts';
import { ROLE_NAMES } from '../role-names.ts';
import { present, type RealmView } from './realm-view.ts';
import { shownKinds } from './signals.ts';

/** What the API knows besides the realm. */
export interface Program {
  version: string;
  needsSetup: boolean;
}

export function siteInfo({ compiled, installation }: RealmView, program: Program): SiteInfo {
  const { id, name, timezone, language } = compiled.settings.site.site;
  const { simulated } = installation.gateway;
  return { id, name, timezone, language, simulated, ...program };
}

export function siteDescription(view: RealmView, program: Program): SiteDescription {
  const { site, playbooks } = view.compiled.settings;
  return {
    ...siteInfo(view, program),
    areas: site.areas.map(({ id, kind, name, in: inside, floor, protect }) => ({
      id,
      kind,
      name,
      ...present({ in: inside, floor, protect }),
    })),
    kinds: kindInfos(view),
    spreads: site.water.spreads.map(([from, to]) => [from, to]),
    playbooks: playbooks.map(({ playbook }) => ({
      id: playbook.playbook,
      title: playbook.title,
      hazard: hazardOf(playbook),
      about: aboutOf(playbook),
      plan: playbook.plan,
    })),
    roles: ROLE_NAMES,
  };
}

function kindInfos(view: RealmView): Record<string, KindInfo> {
  return Object.fromEntries(
    Object.entries(shownKinds(view)).map(([kind, { title, signals }]) => [
      kind,
      {
        title,
        signals: Object.fromEntries(
          Object.entries(signals).map(([name, signal]) => [
            name,
            {
              title: signal.title,
              type: signal.type,
              ...present({ unit: signal.unit, values: signal.values }),
            },
          ]),
        ),
      },
    ]),
  );
}
