import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { decryptionRehearsalErrors as original } from './errors.zh-cn.ts'

export const decryptionRehearsalErrors = {
  'file-not-sealed': {
    title: 'This file is not encrypted',
    happened: 'The file is only signed. Anybody can read it without decrypting.',
    lost: nothingLost,
    next: 'If you were told that it is encrypted, please check whether it is the right file.',
  },
  'file-not-known': {
    title: 'This file is of no known kind',
    happened: 'It is neither an encrypted file of the Chinese standards or PKCS#7, nor a certificate.',
    lost: nothingLost,
    next: 'Please check whether it is the right file. Try formats of a bidding program in that program.',
  },
} as const satisfies Translation<typeof original>
