export const loopbackTrust = {
  title: '本机证书',
  meaning:
    '有的网站要求用加密方式连接证书助手，浏览器需要先信任一张本机证书。它只对这台电脑的 127.0.0.1、::1 和 localhost 有效，签发它的密钥已销毁，别人不能用它冒充任何网站。每年自动更换一次。',
  states: { off: '没有登记', trusted: '已登记', failed: '没有登记完' },
  stores: {
    chromium: 'Chrome 和 Chromium',
    firefox: 'Firefox',
    windows: 'Windows 当前用户',
    macos: 'macOS 钥匙串',
  },
  until: '有效期至',
  inStores: '登记在',
  between: '、',
  trust: '信任本机证书',
  again: '重新登记',
  remove: '移除',
  waiting: '正在登记，系统可能会询问您……',
}
