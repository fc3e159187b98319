/** Words for the states of notices and of actions. */
import type { ActionInfo, Text, UnitNoticeInfo } from '../contract.ts';

/** How one home or shop stands to a notice: who was told by hand, in which way. */
export type Standing = UnitNoticeInfo['state'] | NonNullable<UnitNoticeInfo['via']>;

export const STANDINGS: Record<Standing, Text> = {
  delivered: { zh: '通道送达', en: 'delivered' },
  phone: { zh: '电话告知', en: 'told by phone' },
  door: { zh: '上门告知', en: 'told at the door' },
  posted: { zh: '张贴告知', en: 'told by posting it' },
  told: { zh: '人工告知', en: 'told by hand' },
  waiting: { zh: '发送中', en: 'being sent' },
  refused: { zh: '未能送达', en: 'not delivered' },
  unreached: { zh: '无联系方式', en: 'no address' },
};

export const ACTION_STATES: Record<ActionInfo['state'], Text> = {
  open: { zh: '整改中', en: 'Open' },
  finished: { zh: '待复查', en: 'To be reviewed' },
  accepted: { zh: '复查通过', en: 'Accepted' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

export const ACTION_NOTES: Record<ActionInfo['notes'][number]['what'], Text> = {
  finished: { zh: '已整改', en: 'finished' },
  accepted: { zh: '复查通过', en: 'accepted' },
  rejected: { zh: '退回', en: 'sent back' },
  cancelled: { zh: '取消', en: 'cancelled' },
};
