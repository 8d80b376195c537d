import type { ErrorEntries } from '../errors/entry.ts'

export const consoleErrors = {
  'command-unknown': {
    hotline: 'B32',
    title: '没有这个命令',
    happened: '没有「{command}」这个命令。',
    lost: '没有改动任何文件。',
    next: '请用 help 查看可以使用的命令。',
  },
  'command-wrong': {
    hotline: 'B33',
    title: '命令写得不对',
    happened: '命令「{command}」的参数不完整或不正确。',
    lost: '没有改动任何文件。',
    next: '请按下面的写法重新输入。',
  },
} as const satisfies ErrorEntries
