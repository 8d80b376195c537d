import type { tokens as original } from './words.zh-cn.ts'

export const tokens: typeof original = {
  title: 'Devices that need attention',
  unnamed: 'this Ukey',
  download: 'Download the driver',
  usbId: 'Device number',
  systemWords: 'System message',
}
