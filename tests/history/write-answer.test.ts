import { expect, test } from 'vitest';
import { judgeAnswer } from '../../src/history/influx/write-answer.ts';

// Bodies as InfluxDB 1.6 and 1.8 (services/httpd), 2.x (API reference, "Write data") and 3.x
// ("Troubleshoot writing data") word them.
const CONFLICT =
  'partial write: field type conflict: input field "floor" on measurement "lift" ' +
  'is type float, already exists as type string dropped=1';
const floor = { is: 'conflict', field: 'floor', measurement: 'lift' };
const UNREADABLE = "unable to parse 'lift x': missing fields";

test.each([
  [204, '', { is: 'stored' }],
  [
    400,
    { error: 'partial write: points beyond retention policy dropped=3' },
    { is: 'partial', dropped: 3 },
  ],
  [400, { error: `partial write: ${UNREADABLE} dropped=0` }, { is: 'partial', dropped: 1 }],
  [400, { error: CONFLICT }, floor],
  [422, { code: 'x', message: `failure writing points to database: ${CONFLICT}` }, floor],
  [400, { code: 'invalid', message: UNREADABLE }, { is: 'divide' }],
  [
    400,
    { error: 'partial write of line protocol occurred', data: [{ line_number: 2 }] },
    { is: 'partial', dropped: 1 },
  ],
  [413, { error: 'Request Entity Too Large' }, { is: 'divide' }],
  [404, { error: 'database not found: "dutywatch"' }, { is: 'no-database' }],
  [404, { code: 'not found', message: 'bucket "b" not found' }, { is: 'retry' }],
  [401, { error: 'authorization failed' }, { is: 'retry' }],
  [400, { error: 'database is required' }, { is: 'retry' }],
  [500, { error: 'timeout' }, { is: 'retry' }],
  [429, 'Too Many Requests', { is: 'retry' }],
  [502, '<html>a proxy</html>', { is: 'retry', reason: '502: <html>a proxy</html>' }],
])('%i %j', (status, body, expected) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  expect(judgeAnswer(status, text)).toMatchObject(expected);
});

test('a reason for the status is short, however much the server says', () => {
  const answer = judgeAnswer(500, 'x'.repeat(10_000));
  expect(answer).toHaveProperty('reason', expect.stringMatching(/^500: x{295}$/));
});
