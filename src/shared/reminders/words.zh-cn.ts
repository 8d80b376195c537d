const left = (days: number): string => {
  if (days > 0) return `证书还有 ${days} 天到期`
  return days === 0 ? '证书今天到期' : `证书已过期 ${-days} 天`
}

export const reminders = {
  title: left,
  notifyBody: (holder: string, token: string) => `${holder}（${token}）。请及时更新，点这里办理。`,
  notifyManyTitle: (count: number) => `${count} 张证书需要更新`,
  notifyManyBody: '有的快到期，有的已过期。点这里查看。',
  until: (date: string) => `有效期至 ${date}`,
  on: (holder: string, token: string) => `${holder} · ${token}`,
  away: (token: string) => `办理时请插入「${token}」。`,
  renewNow: '立即更新',
  later: '稍后提醒',
  tomorrow: '明天',
  week: '一周后',
  never: '不再提醒这张证书',
  settings: '到期提醒',
  year: {
    title: '未来一年',
    lead: (ending: number, all: number) =>
      ending === 0 ? `${all} 张证书，一年内都不会到期。` : `${all} 张证书，其中 ${ending} 张一年内到期。`,
    more: (count: number) => `图上是最先到期的，另有 ${count} 张写在下面。`,
    pictureOf: (count: number) => `${count} 张证书未来一年的到期日和提醒日，下面有文字说明`,
    nothing: '没有需要提醒的证书。',
    reminder: '提醒',
    end: '到期',
    inWords: '用文字查看',
    ends: (date: string) => `${date} 到期`,
    ended: (date: string) => `已于 ${date} 过期`,
    remindersOn: '提醒',
  },
  quiet: '免打扰时段',
  quietFromTo: '从几点到几点',
  quietFrom: '开始时间',
  quietTo: '结束时间',
  quietMeaning: '这段时间不弹出到期提醒，主页上仍会显示。',
}
