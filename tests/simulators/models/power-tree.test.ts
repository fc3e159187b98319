import { expect, test } from 'vitest';
import {
  createPowerTree,
  energize,
  isLineEnd,
  setBreaker,
  shareLoad,
} from '../../../simulators/models/power-tree.ts';
import { SMALL_SITE } from '../small-site.ts';

function build() {
  const tree = createPowerTree(SMALL_SITE.assets);
  const node = (id: string) => tree.find((one) => one.id === id)!;
  const live = () => tree.filter((one) => one.isLive).map((one) => one.id);
  return { tree, node, live };
}

test('every feeder comes before what it feeds', () => {
  const { tree } = build();
  for (const [index, node] of tree.entries()) {
    if (node.feeder) expect(tree.indexOf(node.feeder)).toBeLessThan(index);
  }
});

test('a lost utility kills everything', () => {
  const { tree, live } = build();
  energize(tree, () => false);
  expect(live()).toEqual([]);
});

test('a tripped main leaves the incomer meter alive and nothing behind it', () => {
  const { tree, node, live } = build();
  setBreaker(node('Q0').breaker!, 'tripped');
  energize(tree, () => true);
  // What hangs behind the main is dead; the leak sensors, say, name no feeder: own batteries.
  const behind = ['Q0', 'BUS', 'Q1', 'Q2', 'Q3', 'L1', 'L2', 'UPS', 'SUMP', 'ATS', 'SET'];
  expect(live()).toEqual(expect.arrayContaining(['MAIN', 'RELAY', 'ROPE', 'SPOT', 'LORA']));
  expect(live().filter((id) => behind.includes(id))).toEqual([]);
  expect(node('Q0').breaker).toMatchObject({
    isClosed: false,
    isTripped: true,
    isFaultTripped: true,
  });
});

test('a tripped feeder takes only its own branch with it', () => {
  const { tree, node, live } = build();
  setBreaker(node('Q2').breaker!, 'tripped');
  energize(tree, () => true);
  // A standby set that does not run is dead by itself.
  const dead = SMALL_SITE.assets.map(({ id }) => id).filter((id) => !live().includes(id));
  expect(dead).toEqual(['Q2', 'UPS', 'SUMP', 'ATS', 'GEN', 'SET']);
});

test('a breaker opened by hand has tripped on nothing', () => {
  const { node } = build();
  setBreaker(node('Q1').breaker!, 'open');
  expect(node('Q1').breaker).toMatchObject({
    isClosed: false,
    isTripped: false,
    isFaultTripped: false,
  });
});

test('loads add up towards the utility, and a dead branch takes nothing', () => {
  const { tree, node } = build();
  const ownW: Record<string, number> = { L1: 400, L2: 8_000, UPS: 500, Q3: 30_000 };
  energize(tree, () => true);
  shareLoad(tree, ({ id }) => ownW[id] ?? 0);
  expect(node('Q1').loadW).toBe(8_400);
  expect(node('MAIN').loadW).toBe(38_900);
  setBreaker(node('Q3').breaker!, 'open');
  energize(tree, () => true);
  shareLoad(tree, ({ id }) => ownW[id] ?? 0);
  expect(node('MAIN').loadW).toBe(8_900);
});

test('flats hang where a line ends, whether or not a meter measures it', () => {
  const { tree } = build();
  expect(tree.filter(isLineEnd).map(({ id }) => id)).toEqual(['Q3', 'ATS']);
});

test('assets that feed each other in a circle are refused by name', () => {
  const [first] = SMALL_SITE.assets;
  const circle = [
    { ...first!, id: 'A', 'fed-by': 'B' },
    { ...first!, id: 'B', 'fed-by': 'A' },
  ];
  expect(() => createPowerTree(circle)).toThrow('A feeds itself');
});
