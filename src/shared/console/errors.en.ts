import type { Translation } from '../errors/entry.ts'
import type { consoleErrors as original } from './errors.zh-cn.ts'

export const consoleErrors: Translation<typeof original> = {
  'command-unknown': {
    title: 'There is no such command',
    happened: 'There is no command "{command}".',
    lost: 'No file was changed.',
    next: 'See the commands that there are with help.',
  },
  'command-wrong': {
    title: 'The command is not written correctly',
    happened: 'The command "{command}" lacks something, or something in it is wrong.',
    lost: 'No file was changed.',
    next: 'Write it as shown below.',
  },
}
