/**
 * The JSON Schemas by which an editor completes and checks our files as they are typed, made from
 * the schemas that read them. They know shapes only: names, circles and expressions are known to
 * `npm run check`.
 */
import { z } from 'zod';
import { actionSchema } from '../../simulators/action.ts';
import { faultSchema } from '../../simulators/fault.ts';
import { devicesFileSchema } from '../config/devices-file.ts';
import { gatewayFileSchema } from '../config/gateway-file.ts';
import { peopleSchema } from '../core/duty/people.ts';
import { textsFileSchema } from '../core/duty/templates.ts';
import { playbookSchema } from '../core/incidents/playbook.ts';
import { rulesFileSchema } from '../core/rules/rule.ts';
import { kindsSchema } from '../core/site/kinds.ts';
import { siteSchema } from '../core/site/site.ts';
import { unitsFileSchema } from '../core/site/units.ts';
import { durationSchema } from '../core/time.ts';
import { codeListSchema } from '../devices/codes.ts';
import { profileSchema } from '../devices/profile.ts';
import { ruleTestsSchema } from '../drills/rule-tests/rule-test.ts';
import { scenarioSchema } from '../drills/scenario.ts';
import { channelsFileSchema } from '../notify/settings.ts';

type JsonSchema = Record<string, unknown>;

/** By the name that stands in a file's `$schema=…/docs/schemas/<name>.json`. */
const SCHEMAS: Readonly<Record<string, { title: string; schema: z.ZodType }>> = {
  site: { title: 'config/site.yaml: the building', schema: siteSchema },
  devices: { title: 'config/devices.yaml: connections and devices', schema: devicesFileSchema },
  gateway: { title: 'config/gateway.yaml: the program', schema: gatewayFileSchema },
  channels: { title: 'config/channels.yaml: channels, escalation', schema: channelsFileSchema },
  people: { title: 'config/people.yaml: people, roster', schema: peopleSchema },
  units: { title: 'config/units.yaml: homes and shops', schema: unitsFileSchema },
  texts: { title: 'config/texts.yaml: message templates', schema: textsFileSchema },
  rules: { title: 'config/rules/<hazard>.yaml: rules', schema: rulesFileSchema },
  'rule-tests': { title: 'config/rules/<hazard>.test.yaml: rule tests', schema: ruleTestsSchema },
  playbook: { title: 'config/playbooks/<id>.yaml: a playbook', schema: playbookSchema },
  scenario: { title: 'config/scenarios/<id>.yaml: a scenario', schema: scenarioSchema },
  kinds: { title: 'devices/kinds.yaml: asset kinds and their signals', schema: kindsSchema },
  profile: { title: 'devices/<maker>-<model>.yaml: a device profile', schema: profileSchema },
  codes: { title: 'devices/codes/<list>.yaml: fault codes', schema: codeListSchema },
};

/** Content of every file of `docs/schemas`, by file name. */
export function jsonSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, { title, schema }]) => {
      const made = { title, ...toJsonSchema(schema) };
      if (name === 'scenario') spellOutScript(made);
      return [`${name}.json`, `${JSON.stringify(made, undefined, 2)}\n`];
    }),
  );
}

/** Draft 7: what editors' YAML servers understand best. */
function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
}

/** A script line is read in two steps; to an editor its forms are shown side by side. */
function spellOutScript(scenario: JsonSchema): void {
  const timing = { at: durationSchema, id: z.string().optional() };
  const forms = [
    z.strictObject({ ...timing, fault: faultSchema }),
    z.strictObject({ ...timing, ends: z.string() }),
    z.strictObject({ ...timing, opens: z.string() }),
    ...actionSchema.options.map((option) => option.extend(timing)),
  ];
  const { script } = scenario.properties as { script: JsonSchema };
  script.items = {
    anyOf: forms.map((form) => {
      const { $schema: _, ...inner } = toJsonSchema(form);
      return inner;
    }),
  };
}
