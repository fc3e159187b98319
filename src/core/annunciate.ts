/** From an alarm to people: by the incident that it opens or joins, or by itself. */
import type { Alarm } from './alarms/alarm.ts';
import type { Compiled } from './compiled.ts';
import type { Draft } from './draft.ts';
import { tellAlarm, tellTrial } from './incidents/answers.ts';
import { openForAlarm } from './incidents/open.ts';

/** What is not set aside reaches people: through its incident, or by itself. */
export function annunciate(draft: Draft, { incidents }: Compiled, alarm: Alarm): void {
  draft.because(draft.state.seq, () => {
    if (alarm.isTrial) tellTrial(draft, incidents, alarm);
    else if (alarm.hazard === undefined) tellAlarm(draft, incidents, alarm);
    else openForAlarm(draft, incidents, alarm);
  });
}
