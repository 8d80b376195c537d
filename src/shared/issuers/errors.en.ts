import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { issuersErrors as original } from './errors.zh-cn.ts'

export const issuersErrors = {
  'issuer-file-invalid': {
    title: 'Authority file is faulty',
    happened: 'The file {file} has an error and is not used: {words}.',
    lost: nothingLost,
    next: 'Correct or remove the file and start again.',
  },
} as const satisfies Translation<typeof original>
