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
}
