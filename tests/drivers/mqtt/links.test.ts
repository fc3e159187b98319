import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cause, Links } from '../../../src/drivers/mqtt/links.ts';

function createLinks() {
  const told: string[] = [];
  const links = new Links((device, up, reason) => {
    told.push(up ? `${device} up` : `${device} down ${reason}`);
  });
  return { links, told };
}

test('a device that is offline stays lost when its broker comes back', () => {
  const { links, told } = createLinks();
  links.lose('leak-17', 'availability');
  links.lose('leak-17', 'broker');
  expect(links.lostBecause('leak-17')).toBe('broker');
  links.restore('leak-17', 'broker');
  expect(links.lostBecause('leak-17')).toBe('availability');
  links.restore('leak-17', 'availability');
  expect(told).toEqual(['leak-17 down availability', 'leak-17 up']);
});

test('a link is up exactly while no cause holds it down, and is told only when it changes', () => {
  const causes = fc.constantFrom<Cause>('broker', 'subscription', 'availability');
  const steps = fc.array(fc.record({ cause: causes, isLost: fc.boolean() }), { minLength: 1 });
  fc.assert(
    fc.property(steps, (history) => {
      const { links, told } = createLinks();
      const holding = new Set<Cause>();
      for (const { cause, isLost } of history) {
        if (isLost) links.lose('d', cause);
        else links.restore('d', cause);
        if (isLost) holding.add(cause);
        else holding.delete(cause);
        expect(told.at(-1) === 'd up').toBe(holding.size === 0);
      }
      const states = told.map((line) => line === 'd up');
      expect(states.every((up, i) => i === 0 || up !== states[i - 1])).toBe(true);
    }),
  );
});
