export const tray = {
  show: '显示',
  login: '账号登录',
  logout: '退出登录',
  issue: '证书签发',
  refresh: '刷新',
  settings: '设置',
  about: '关于',
  quit: '退出',
  noUkey: '请插入 Ukey',
  looking: '正在查找 Ukey…',
  valid: (days: number) => `有效，还有 ${days} 天`,
  expiring: (days: number) => (days === 0 ? '今天到期，需要更新' : `还有 ${days} 天到期，需要更新`),
  expired: (days: number) => (days === 0 ? '今天已过期，需要更新' : `已过期 ${days} 天，需要更新`),
  noCertificate: '还没有证书',
  issueHere: '签发证书…',
  renew: '更新证书…',
  view: '查看证书',
  notify: {
    expiring: '证书即将到期',
    expired: '证书已过期',
    renewNow: (holder: string, days: number) =>
      days === 0
        ? `${holder} 的证书今天到期。点这里更新。`
        : `${holder} 的证书还有 ${days} 天到期。点这里更新。`,
    renewLate: (holder: string) => `${holder} 的证书已经过期，不能再登录和签名。点这里更新。`,
    done: '证书已签发',
    doneBody: (holder: string, device: string) => `${holder} 的证书已写入 ${device}，并检查通过。`,
    paused: '办理暂停了',
    pausedBody: (holder: string) => `${holder} 的证书还没有办完，没有任何内容丢失。点这里继续。`,
  },
}
