import { expect, test } from 'vitest';
import { Delivery } from '../../src/history/influx/delivery.ts';
import type { Field, Point } from '../../src/history/influx/point.ts';
import type { WriteAnswer } from '../../src/history/influx/write-answer.ts';

const point = (time: number, fields: Record<string, Field> = { floor: time }): Point => ({
  measurement: 'lift',
  tags: {},
  fields,
  time,
});

/** A server that answers by a rule and keeps what it took. */
function deliveryTo(judge: (points: readonly Point[]) => WriteAnswer) {
  const taken: Point[] = [];
  const write = (points: readonly Point[]) => {
    const answer = judge(points);
    if (answer.is === 'stored') taken.push(...points);
    return Promise.resolve(answer);
  };
  return { delivery: new Delivery({ write }), taken };
}

test('a line that the server cannot read is found by halves; the others are stored', async () => {
  const { delivery, taken } = deliveryTo((points) =>
    points.some(({ time }) => time === 5) ? { is: 'divide', reason: '400: 5' } : { is: 'stored' },
  );
  const points = Array.from({ length: 9 }, (_, time) => point(time));
  expect(await delivery.deliver(points)).toEqual({ ok: true });
  expect(taken.map(({ time }) => time).sort()).toEqual([0, 1, 2, 3, 4, 6, 7, 8]);
  expect(delivery.dropped).toMatchObject({ points: 1, reason: '400: 5' });
});

test('a server that goes away amid the halves leaves all to be delivered again', async () => {
  let requests = 0;
  const { delivery } = deliveryTo(() =>
    ++requests < 3 ? { is: 'divide', reason: '413' } : { is: 'retry', reason: '503' },
  );
  expect(await delivery.deliver([point(1), point(2), point(3), point(4)])).toEqual({
    ok: false,
    reason: '503',
  });
  expect(delivery.dropped.points).toBe(0);
});

test('each field that conflicts is left out from then on, and its values are counted', async () => {
  const { delivery, taken } = deliveryTo((points) => {
    const field = ['floor', 'doors'].find((name) => points.some(({ fields }) => name in fields));
    if (field === undefined) return { is: 'stored' };
    return { is: 'conflict', measurement: 'lift', field, reason: `${field}: type` };
  });
  await delivery.deliver([point(1, { floor: 1, doors: 'open', moving: true })]);
  await delivery.deliver([point(2, { floor: 1, moving: false }), point(3, { doors: 'open' })]);
  expect(taken.map(({ fields }) => fields)).toEqual([{ moving: true }, { moving: false }]);
  expect(delivery.dropped).toMatchObject({ fields: ['lift.floor', 'lift.doors'], values: 4 });
});

test('a server that names a field which was left out is not asked for ever', async () => {
  const conflict = { is: 'conflict', measurement: 'lift', field: 'other', reason: '400' } as const;
  const { delivery } = deliveryTo(() => conflict);
  expect(await delivery.deliver([point(1)])).toEqual({ ok: false, reason: '400' });
});
