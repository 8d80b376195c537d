import type { ErrorEntries } from '../errors/entry.ts'

export const settingsErrors = {
  'settings-damaged': {
    hotline: 'A08',
    title: '设置文件已损坏',
    happened: '设置文件无法读取，已另存为 {file}，现在使用默认设置。',
    lost: '之前的设置需要重新选择，证书不受影响。',
    next: '请到「设置」中检查。',
  },
  'settings-newer': {
    hotline: 'A09',
    title: '设置来自更新的版本',
    happened: '设置文件由更新的版本写成，已另存为 {file}，现在使用默认设置。',
    lost: '之前的设置没有删除，证书不受影响。',
    next: '请安装最新版本。',
  },
  'autostart-refused': {
    hotline: 'A15',
    title: '没有设为开机启动',
    happened: '系统没有接受开机启动的登记。',
    lost: '设置没有改变，证书不受影响。',
    next: '请从桌面图标启动；数据文件夹的路径很长时，请改用较短的路径后再试。',
  },
} as const satisfies ErrorEntries
