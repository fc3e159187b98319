/** Whether the playbooks would work tonight, in words: each finding and what to do about it. */
import { readinessNow } from '../../core/nightly.ts';
import { GRAVITY, type ReadinessFinding } from '../../core/readiness.ts';
import type { ReadinessInfo, Text } from '../contract.ts';
import { ROLE_NAMES } from '../role-names.ts';
import { personName, type RealmView, shiftName } from './realm-view.ts';
import { shownKinds } from './signals.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function readinessInfos(view: RealmView): ReadinessInfo[] {
  return readinessNow(view.compiled, view.state, view.at).map((found) => {
    const { finding } = found;
    return { finding, gravity: GRAVITY[finding], ...describe(view, found) };
  });
}

type Described = Pick<ReadinessInfo, 'what' | 'do'>;

function describe(view: RealmView, finding: ReadinessFinding): Described {
  switch (finding.finding) {
    case 'role-empty':
      return emptyRole(view, finding);
    case 'unreachable':
      return {
        what: about(view, finding.person, '只能在值班台收到通知', 'is reached by the console only'),
        do: { zh: '登记手机、邮件或机器人', en: 'Give a phone, a mail address or a robot' },
      };
    case 'never-reached': {
      const [zh, en] = [
        `的通道 ${finding.channel} 从未送达过`,
        `was never reached by ${finding.channel}`,
      ];
      return {
        what: about(view, finding.person, zh, en),
        do: { zh: '发一次测试通知并应答', en: 'Send a test message and have it answered' },
      };
    }
    case 'certificate-expired':
    case 'certificate-expires':
      return certificate(view, finding);
    case 'too-few-certified':
      return fewCertified(view, finding);
    case 'deadline-too-short':
      return shortDeadline(finding);
    case 'step-blind':
      return blindStep(view, finding);
    case 'drill-overdue':
      return overdueDrill(view, finding);
    default:
      return finding satisfies never;
  }
}

type Of<Kind extends ReadinessFinding['finding']> = Extract<ReadinessFinding, { finding: Kind }>;

function emptyRole(view: RealmView, { role, shift, next }: Of<'role-empty'>): Described {
  const on = shiftName(view, shift);
  const name = ROLE_NAMES[role];
  const instead =
    next === undefined
      ? { zh: '且无人代收', en: 'nobody is told instead' }
      : { zh: `将由${ROLE_NAMES[next].zh}代收`, en: `${ROLE_NAMES[next].en} is told instead` };
  return {
    what: {
      zh: `${on.zh}：无人任${name.zh}，${instead.zh}`,
      en: `${on.en}: nobody is ${name.en}; ${instead.en}`,
    },
    do: { zh: '在值班表补上人员', en: 'Put somebody on the roster' },
  };
}

function certificate(
  view: RealmView,
  finding: Of<'certificate-expired' | 'certificate-expires'>,
): Described {
  const name = certificateName(finding.certificate);
  const { until } = finding;
  const [zh, en] =
    finding.finding === 'certificate-expired'
      ? [`的${name.zh}已于${until}过期`, `has a ${name.en} that ran out on ${until}`]
      : [`的${name.zh}将于${until}到期`, `has a ${name.en} that runs out on ${until}`];
  return {
    what: about(view, finding.person, zh, en),
    do: { zh: '复审换证；到期前另排持证人员', en: 'Renew it; until then roster somebody else' },
  };
}

function fewCertified(
  view: RealmView,
  { certificate: kind, shift, needed }: Of<'too-few-certified'>,
): Described {
  const on = shiftName(view, shift);
  const name = certificateName(kind);
  return {
    what: {
      zh: `${on.zh}：持有效${name.zh}的不足${needed}人`,
      en: `${on.en}: fewer than ${needed} with a valid ${name.en}`,
    },
    do: {
      zh: '调班，或约定随叫随到的持证人员',
      en: 'Change the roster, or agree on somebody on call',
    },
  };
}

function shortDeadline({ step, dueMs, byMs }: Of<'deadline-too-short'>): Described {
  const [due, by] = [dueMs / 1_000, byMs / 1_000];
  return {
    what: {
      zh: `${step} 时限${due}秒，值班台以外的通知${by}秒后才发出`,
      en: `${step} is due within ${due} s; away from the desk nobody is told before ${by} s`,
    },
    do: { zh: '提前通知或放宽时限', en: 'Tell them sooner, or give more time' },
  };
}

function blindStep(view: RealmView, { step, asset, signal }: Of<'step-blind'>): Described {
  const name = signalName(view, asset, signal);
  return {
    what: {
      zh: `${step} 靠遥测核实，但看不到 ${name.zh}`,
      en: `${step} is proven by telemetry, and ${name.en} is not seen`,
    },
    do: { zh: '检查设备；恢复前由人员核实', en: 'See to the device; until then a person looks' },
  };
}

function overdueDrill(
  { compiled }: RealmView,
  { playbook, everyMs, agoMs }: Of<'drill-overdue'>,
): Described {
  const title = compiled.incidents.playbooks.get(playbook)?.playbook.title ?? same(playbook);
  const every = describeDuration(everyMs);
  const [zh, en] =
    agoMs === undefined
      ? ['从未演练过', 'has never been drilled']
      : [
          `已有${describeDuration(agoMs).zh}没有演练`,
          `was last drilled ${describeDuration(agoMs).en} ago`,
        ];
  return {
    what: {
      zh: `预案“${title.zh}”${zh}，应每${every.zh}一次`,
      en: `The playbook "${title.en}" ${en}; it is due every ${every.en}`,
    },
    do: {
      zh: '事先通知后演练：报告该事件，走完步骤，按“测试”结案',
      en: 'Announce a drill and hold it: report the event, work its steps, close it as a test',
    },
  };
}

/** A site may ask for days; to the hour only where it asks for less. */
function describeDuration(ms: number): Text {
  const days = Math.floor(ms / DAY_MS);
  if (days > 0) return { zh: `${days}天`, en: days === 1 ? '1 day' : `${days} days` };
  const hours = Math.floor(ms / HOUR_MS);
  return { zh: `${hours}小时`, en: `${hours} h` };
}

function certificateName(kind: string): Text {
  return CERTIFICATES[kind] ?? same(kind);
}

const CERTIFICATES: Record<string, Text> = {
  lift: { zh: '电梯证', en: 'lift certificate' },
  electrician: { zh: '电工证', en: "electrician's certificate" },
};

function about(view: RealmView, person: string, zh: string, en: string): Text {
  const name = personName(view, person);
  return { zh: `${name.zh}${zh}`, en: `${name.en} ${en}` };
}

function signalName(view: RealmView, asset: string, signal: string): Text {
  const found = view.compiled.topology.asset(asset);
  const title = shownKinds(view)[found?.kind ?? '']?.signals[signal]?.title;
  const [name, what] = [found?.name ?? same(asset), title ?? same(signal)];
  return { zh: `${name.zh} ${what.zh}`, en: `${name.en}: ${what.en}` };
}

function same(text: string): Text {
  return { zh: text, en: text };
}
