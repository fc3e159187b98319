/** 离开值班台与到场的中文文字。 */
export const awayZh = {
  leaveDesk: {
    title: '离开值班台',
    onThisBrowser: '报警经您的全部通道发给您，本浏览器以最大音量响铃。',
    onOwnPhone: '报警经您的全部通道发给您；请用自己的手机报到。',
    effects: [
      '每 10 分钟报到一次；到时没有报到就报警，直到有人应答。',
      '现在就告知下一职责：值班台无人。',
    ],
  },
  away: {
    own: '您已离开值班台',
    next: '下次报到',
    missed: (times: number) => `没有按时报到，已报警 ${times} 次`,
    checkIn: '报到',
    back: '已回值班台',
    title: '离开值班台的人员',
    mark: '离台',
    since: (when: string) => `${when} 离开`,
    leftBy: (who: string) => `${who}不在值班台`,
    alone: (who: string) => `当班只有${who}一人`,
  },
  arrival: {
    title: '到场登记',
    detail: '您扫了这里的到场码。按下后，网关记录您此刻在这里。',
    send: '我已到达',
    sending: '正在送出',
    thanks: '已记录您到场，谢谢',
    notedWith: '记入以下应急事件',
    open: '去处置',
    unknown: '没有这个到场码。请看清是否扫了本站点大堂的码。',
    nobodyAwaited: '这里没有需要人到场的应急事件，没有记录。',
    unreached: '没有送达网关，还没有记录。请到信号好的地方再按一次。',
    list: '已到场',
    at: (where: string, when: string) => `${where} · ${when}`,
  },
  arrivalCodes: {
    title: '到场二维码',
    detail: '打印后张贴在各楼大堂，每处一张。到场的人用手机扫码，登录后按“我已到达”。',
    print: '打印，每处一张',
    empty: '没有配置到场码',
    emptyDetail: '在 site.yaml 的区域上写 arrival。',
    scan: '到场请扫码',
    label: (name: string) => `${name}的到场二维码`,
    onlyHere:
      '您用本机地址打开了控制台，手机打不开这样的二维码。请用网关在局域网中的地址打开后再打印。',
  },
};
