/**
 * Words for the names that the core uses: within a sentence of the timeline, or alone in a report.
 * One name has one word.
 */
import type { IncidentSummary, Text } from './contract.ts';

export const WORDS = {
  program: { zh: '系统', en: 'Dutywatch' },
  detected: { zh: '自动监测', en: 'detected' },
  phone: { zh: '电话', en: 'by phone' },
  camera: { zh: '监控', en: 'on camera' },
  patrol: { zh: '巡查', en: 'on patrol' },
  intercom: { zh: '对讲', en: 'by intercom' },
  notice: { zh: '停电通知', en: 'announced' },
  schedule: { zh: '到期', en: 'fell due' },
  hand: { zh: '人工发起', en: 'by hand' },
  parent: { zh: '由另一应急事件引起', en: 'caused by another incident' },
  suspected: { zh: '疑似', en: 'suspected' },
  confirmed: { zh: '已核实', en: 'confirmed' },
  person: { zh: '人员', en: 'by a person' },
  'second-source': { zh: '第二来源', en: 'by a second source' },
  active: { zh: '未完成', en: 'not done' },
  done: { zh: '完成', en: 'done' },
  skipped: { zh: '跳过', en: 'skipped' },
  approved: { zh: '批准', en: 'approved' },
  rejected: { zh: '不批准', en: 'rejected' },
  'against-telemetry': { zh: '与遥测不符', en: 'although telemetry shows the opposite' },
  real: { zh: '属实', en: 'real' },
  false: { zh: '误报', en: 'false alarm' },
  test: { zh: '测试', en: 'test' },
  completed: { zh: '完成', en: 'completed' },
  'called-off': { zh: '取消', en: 'called off' },
  'when-untrue': { zh: '不适用', en: 'does not apply' },
  delivered: { zh: '已送达', en: 'delivered' },
  retry: { zh: '重试中', en: 'being tried again' },
  refused: { zh: '被拒', en: 'refused' },
  coming: { zh: '前来', en: 'coming' },
  cannot: { zh: '无法前来', en: 'cannot come' },
} as const satisfies Record<string, Text>;

/** What is no name of the program stands for itself. */
export function wordFor(name: string): Text {
  if (Object.hasOwn(WORDS, name)) return WORDS[name as keyof typeof WORDS];
  return { zh: name, en: name };
}

/** How it ended: what was planned and a check are no alarm that could be real or false. */
export function outcomeName(
  outcome: NonNullable<IncidentSummary['outcome']>,
  about: IncidentSummary['about'],
): keyof typeof WORDS {
  if (about === undefined || outcome === 'test') return outcome;
  return outcome === 'real' ? 'completed' : 'called-off';
}

/** Who did it in whose name. */
export function onBehalf(person: Text, other: Text): Text {
  return { zh: `${person.zh}（代${other.zh}）`, en: `${person.en} (for ${other.en})` };
}
