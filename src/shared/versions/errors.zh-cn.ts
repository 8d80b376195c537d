import type { ErrorEntries } from '../errors/entry.ts'

export const versionsErrors = {
  'data-folder-newer': {
    hotline: 'B30',
    title: '数据文件夹来自更新的版本',
    happened: '数据文件夹 {folder} 由更新的版本 {version} 写成，这个版本不能使用。',
    lost: '没有改动任何文件，软证书和办理进度都在。',
    next: '请安装 {version} 或更新的版本。',
  },
} as const satisfies ErrorEntries
