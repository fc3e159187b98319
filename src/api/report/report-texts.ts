/** The labels of a report. Names that the core uses have their words in `../words.ts`. */
import type { Text } from '../contract.ts';

export const REPORT_TEXTS = {
  title: { zh: '应急事件报告', en: 'Incident report' },
  number: { zh: '编号', en: 'Number' },
  opened: { zh: '开始', en: 'Opened' },
  closed: { zh: '结束', en: 'Closed' },
  open: { zh: '尚未结束', en: 'still open' },
  outcome: { zh: '结论', en: 'Outcome' },
  evidence: { zh: '核实', en: 'Evidence' },
  source: { zh: '来源', en: 'Source' },
  lead: { zh: '牵头', en: 'Lead' },
  note: { zh: '说明', en: 'Note' },
  reason: { zh: '结束说明', en: 'Reason of closing' },
  lacking: {
    zh: '▲ 结束时未能补全：{names}',
    en: '▲ Could not be filled in when it was closed: {names}',
  },
  missing: {
    zh: '▲ 尚缺（报告不完整）：{names}',
    en: '▲ Still missing, this report is not complete: {names}',
  },
  ledger: { zh: '时效', en: 'How long it took' },
  moment: { zh: '节点', en: 'Moment' },
  at: { zh: '时间', en: 'Time' },
  after: { zh: '用时', en: 'After' },
  limit: { zh: '时限', en: 'Limit' },
  late: { zh: '▲ {limit} 超时', en: '▲ {limit} late' },
  record: { zh: '记录', en: 'Record' },
  field: { zh: '项目', en: 'Field' },
  answer: { zh: '内容', en: 'Answer' },
  systemTime: { zh: '系统时间', en: 'System time' },
  claimedTime: { zh: '申报时间', en: 'Claimed time' },
  by: { zh: '记录人', en: 'By' },
  corrected: {
    zh: '更正前：{value}（{at}，{person}：{reason}）',
    en: 'before its correction: {value} ({at}, {person}: {reason})',
  },
  blank: { zh: '▲ 未填', en: '▲ blank' },
  erased: { zh: '已删除（个人信息）', en: 'erased (personal data)' },
  photos: { zh: '照片', en: 'Photos' },
  photo: { zh: '照片 {numbers}', en: 'photo {numbers}' },
  replaced: { zh: '更正前', en: 'before its correction' },
  photoUnreadable: { zh: '{caption}（无法读取）', en: '{caption} (it cannot be read)' },
  photoTooMuch: {
    zh: '{caption}（照片过多，未放入报告）',
    en: '{caption} (left out: there are too many)',
  },
  photoUnfit: {
    zh: '{caption}（WebP 格式，Word 无法显示，请查看网页版报告）',
    en: '{caption} (a WebP, which Word does not show: see the report as a page)',
  },
  steps: { zh: '处置步骤', en: 'Steps' },
  clause: { zh: '条款', en: 'Clause' },
  step: { zh: '步骤', en: 'Step' },
  state: { zh: '状态', en: 'State' },
  automatic: { zh: '遥测', en: 'by telemetry' },
  told: { zh: '通知', en: 'Who was told' },
  person: { zh: '人员', en: 'Person' },
  message: { zh: '内容', en: 'Message' },
  result: { zh: '渠道与结果', en: 'Channel and result' },
  trends: { zh: '趋势', en: 'Trends' },
  range: {
    zh: '最低 {lowest} · 最高 {highest} · 最后 {last}',
    en: 'lowest {lowest} · highest {highest} · last {last}',
  },
  yesOrNo: { zh: '下：否 · 上：是', en: 'low: no · high: yes' },
  span: {
    zh: '{from} 至 {to}；虚线：{opened} 应急事件开始',
    en: '{from} to {to}; dashed: the incident opened at {opened}',
  },
  consequences: { zh: '由此引起的报警', en: 'Alarms it brought with it' },
  asset: { zh: '对象', en: 'Asset' },
  alarm: { zh: '报警', en: 'Alarm' },
  timeline: { zh: '时间线', en: 'Timeline' },
  sequence: { zh: '序号', en: 'No.' },
  event: { zh: '事项', en: 'What happened' },
  none: { zh: '无', en: 'None' },
  proof: { zh: '存证', en: 'Proof' },
  head: { zh: '链头', en: 'Head' },
  headOf: { zh: '第 {seq} 条日志条目', en: 'journal event {seq}' },
  hash: { zh: '哈希值', en: 'Hash' },
  purpose: {
    zh:
      '这是生成本报告时日志哈希链的链头。请将本报告另存一份于第二方。日后运行下列命令，' +
      '可核对日志是否仍含这一条，即此前的记录未被改动、删去或补写。',
    en:
      'This was the head of the journal’s hash chain when this report was made. Keep a copy of ' +
      'the report with a second party. The command below then says whether the journal still ' +
      'holds exactly this record, so that nothing up to it was changed, left out or put in.',
  },
  generated: { zh: '生成于 {at}', en: 'Generated {at}' },
  hours: { zh: '小时', en: 'h' },
  minutes: { zh: '分钟', en: 'min' },
  seconds: { zh: '秒', en: 's' },
} as const satisfies Record<string, Text>;

export type ReportWord = keyof typeof REPORT_TEXTS;
