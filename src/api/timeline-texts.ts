/**
 * The timeline's sentences by type of event; a type that is not here is not shown. Placeholders are
 * what `views/timeline-parameters.ts` knows of an event.
 */
import type { Texts } from '../core/duty/templates.ts';

export const TIMELINE_TEXTS: Texts = {
  'incident-opened': { zh: '应急事件开始（{source}）：{place}', en: 'Opened ({source}): {place}' },
  'alarm-joined': { zh: '报警并入：{alarm}', en: 'Alarm joined: {alarm}' },
  'consequence-joined': {
    zh: '后果报警（设计抑制）：{alarm}',
    en: 'Consequence, suppressed by design: {alarm}',
  },
  'incident-priority-raised': { zh: '级别提高', en: 'Priority raised' },
  'report-joined': { zh: '又有报告（{source}）：{note}', en: 'Another report ({source}): {note}' },
  'incident-confirmed': { zh: '险情已核实（{by}）', en: 'Confirmed ({by})' },
  'step-due': { zh: '开始：{step}', en: 'To do: {step}' },
  'step-late': { zh: '超时（第 {round} 次）：{step}', en: 'Overdue (round {round}): {step}' },
  'step-done': { zh: '{person}：{outcome} {step}', en: '{person}: {outcome} {step}' },
  'step-repeated': { zh: '{person}：再次完成 {step}', en: '{person}: {step} done once more' },
  'step-skipped': {
    zh: '{person}：跳过 {step}（{reason}）',
    en: '{person}: skipped {step} ({reason})',
  },
  'guard-held': {
    zh: '{person}：安全条件未满足，未能完成 {step}',
    en: '{person}: the guard held {step}',
  },
  'fields-answered': { zh: '{person}：填写 {fields}', en: '{person}: answered {fields}' },
  'field-corrected': {
    zh: '{person}：更正 {fields}（{reason}）',
    en: '{person}: corrected {fields} ({reason})',
  },
  'danger-over': { zh: '险情解除，进入善后', en: 'The danger is over; the aftermath begins' },
  'period-set': { zh: '{person}：登记时段', en: '{person}: registered its period' },
  'planned-began': { zh: '遥测：已开始', en: 'Telemetry: it has begun' },
  'planned-ended': { zh: '遥测：已结束', en: 'Telemetry: it has ended' },
  'planned-overran': { zh: '超出计划时段仍未结束', en: 'Its time is up, and it has not ended' },
  'notice-issued': {
    zh: '{person}：向 {count} 户发布通告',
    en: '{person}: notice to {count} units',
  },
  'units-told': {
    zh: '{person}：当面或电话告知 {count} 户',
    en: '{person}: told {count} units by hand',
  },
  'vulnerable-opened': {
    zh: '{person}：查看重点住户名单',
    en: '{person}: opened the list of the vulnerable',
  },
  'action-added': { zh: '{person}：登记整改“{what}”', en: '{person}: listed the action “{what}”' },
  'person-arrived': { zh: '{person} 到达 {area}', en: '{person} arrived at {area}' },
  'lead-taken': { zh: '{person} 牵头', en: '{person} takes the lead' },
  'person-assigned': { zh: '{person}：指派 {assignee}', en: '{person}: assigned {assignee}' },
  'incident-closed': {
    zh: '{person}：应急事件结束，{outcome}',
    en: '{person}: closed ({outcome})',
  },
  'alarm-raised': { zh: '报警：{alarm}', en: 'Alarm: {alarm}' },
  'alarm-acknowledged': {
    zh: '{person}：确认报警 {alarm}',
    en: '{person}: acknowledged {alarm}',
  },
  'alarm-cleared': { zh: '报警条件消失：{alarm}', en: 'Condition over: {alarm}' },
  'alarm-realarmed': { zh: '仍在报警，再次提醒：{alarm}', en: 'Still active, said again: {alarm}' },
  'alarm-shelved': {
    zh: '{person}：搁置 {alarm}（{reason}）',
    en: '{person}: shelved {alarm} ({reason})',
  },
  'alarm-unshelved': { zh: '搁置结束：{alarm}', en: 'No longer shelved: {alarm}' },
  'alarm-suppressed': {
    zh: '设计抑制：{alarm}（{because}）',
    en: 'Suppressed by design: {alarm} ({because})',
  },
  'alarm-unsuppressed': { zh: '抑制结束：{alarm}', en: 'No longer suppressed: {alarm}' },
  'alarm-out-of-service': {
    zh: '{person}：停用 {alarm}（{reason}）',
    en: '{person}: took {alarm} out of service ({reason})',
  },
  'alarm-returned-to-service': { zh: '恢复使用：{alarm}', en: 'Back in service: {alarm}' },
  'alarm-reset': { zh: '{person}：复位 {alarm}', en: '{person}: reset {alarm}' },
  'notification-requested': { zh: '通知{role}：{people}', en: 'Told {role}: {people}' },
  'notification-answered': { zh: '{person}：{answer}', en: '{person}: {answer}' },
  'role-empty': { zh: '{role}无人在岗', en: 'Nobody on duty as {role}' },
};

/** Of what is planned and of checks: no sentence of theirs speaks of an emergency. */
export const WORK_TIMELINE_TEXTS: Texts = {
  ...TIMELINE_TEXTS,
  'incident-opened': { zh: '启动（{source}）', en: 'Opened ({source})' },
  'incident-closed': { zh: '{person}：结束，{outcome}', en: '{person}: closed ({outcome})' },
};
