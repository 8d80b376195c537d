import type { ErrorEntries } from '../errors/entry.ts'
import { tokenKept } from '../errors/phrases.zh-cn.ts'

export const historyErrors = {
  'history-damaged': {
    hotline: 'F01',
    title: '使用记录有损坏',
    happened: '使用记录的文件中有内容无法读取，能读取的记录都已保留。',
    lost: tokenKept,
    next: '原来的内容保存在数据文件夹的 {file} 中，需要时请交给客服。',
  },
  'history-not-kept': {
    hotline: 'F02',
    title: '使用记录无法保存',
    happened: '数据文件夹中的 {file} 不能读写，新的记录只保留到程序退出。',
    lost: tokenKept,
    next: '请移走 {file} 或改正它的权限，再重新启动程序。',
  },
} as const satisfies ErrorEntries
