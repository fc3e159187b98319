/** A site with one playbook that has a bit of everything, and people of every access. */
import type { CoreSettings } from '../../src/core/settings.ts';
import { person, playbook, rule, shift, smallSite } from '../support/small-site.ts';

const text = (words: string) => ({ zh: `${words}。`, en: words });

/** Wet leak zones open a flooding; the breaker may be cut only once the car is empty. */
export function nightSite(): CoreSettings {
  return smallSite({
    rules: [
      rule({
        when: 'leak.wet',
        raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high', latch: true },
      }),
      rule({ rule: 'doors', each: 'lift', when: "lift.doors == 'open' && lift.moving" }),
    ],
    playbooks: [
      playbook(
        [
          {
            step: 'F-1.report',
            role: 'duty-engineer',
            do: 'form',
            fields: ['foundAt', 'caller', 'photos', 'faces'],
            prefill: { foundAt: 'incident.openedAt' },
            due: '60s',
          },
          {
            step: 'F-2.cut-power',
            role: 'duty-engineer',
            guard: "record.carEmpty == 'yes'",
            held: text('See first that the car is empty'),
          },
          { step: 'F-3.consent', do: 'approve', by: ['general-manager'], message: 'ask' },
          { step: 'F-4.later', after: ['F-1.report'] },
          { step: 'F-7.tell', do: 'notice', message: 'tell', role: 'duty-engineer' },
          { step: 'F-5.empty', do: 'decide', field: 'carEmpty', suggest: { yes: 'true' } },
        ],
        {
          record: {
            foundAt: { type: 'time', required: true },
            caller: { type: 'text', personal: true },
            photos: { type: 'photo' },
            faces: { type: 'photo', personal: true },
            carEmpty: { type: 'choice', of: ['yes', 'no'] },
          },
        },
      ),
    ],
    units: [
      { id: 'U1', kind: 'household', in: 'A', name: text('Unit 1'), reach: { mail: 'u1@x.test' } },
      { id: 'U2', kind: 'shop', in: 'A', name: text('Shop 2'), vulnerable: text('alone') },
    ],
    people: {
      people: [
        { ...person('eva', ['duty-engineer']), access: 'operator' },
        { ...person('fred', ['shift-foreman']), access: 'engineer', personalData: true },
        { ...person('gina', ['general-manager']), access: 'manager' },
        { ...person('vic', []), access: 'viewer' },
        { ...person('ada', []), access: 'admin' },
      ],
      roster: [
        shift({
          'duty-engineer': ['eva'],
          'shift-foreman': ['fred'],
          'general-manager': ['gina'],
        }),
      ],
      'next-role': { 'duty-engineer': 'shift-foreman' },
    },
  });
}
