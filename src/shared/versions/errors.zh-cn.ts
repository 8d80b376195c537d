import type { ErrorEntries } from '../errors/entry.ts'

export const versionsErrors = {
  'data-folder-newer': {
    hotline: 'B30',
    title: '数据文件夹来自更新的版本',
    happened: '数据文件夹 {folder} 由更新的版本 {version} 写成，这个版本不能使用。',
    lost: '没有改动任何文件，软证书和办理进度都在。',
    next: '请安装 {version} 或更新的版本。',
  },
  'update-not-placed': {
    hotline: 'B31',
    title: '新版本没有装好',
    happened: '安装包没有装好，没有换成新版本。',
    lost: '现在的版本没有改动，可以照常使用。',
    next: '请确认磁盘有空间、杀毒软件没有拦截，稍后再试。',
  },
} as const satisfies ErrorEntries
