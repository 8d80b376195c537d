import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { diagnosisErrors as original } from './errors.zh-cn.ts'

export const diagnosisErrors = {
  'repair-overtaken': {
    title: 'This repair cannot be undone',
    happened:
      'It was changed again after the repair. Undoing would overwrite what is there now, so nothing was undone.',
    lost: nothingLost,
    next: 'What is there now stays as it is. Check again if you need to.',
  },
} as const satisfies Translation<typeof original>
