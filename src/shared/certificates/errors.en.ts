import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { certificatesErrors as original } from './errors.zh-cn.ts'

export const certificatesErrors = {
  'certificate-unreadable': {
    title: 'Unreadable certificate',
    happened: 'Its content breaks the rules and cannot be shown.',
    lost: nothingLost,
    next: 'Other certificates are untouched.',
  },
  'certificate-in-force': {
    title: 'This certificate cannot be removed',
    happened: 'Only a soft certificate that another one has replaced can be removed.',
    lost: nothingLost,
    next: 'Choose Refresh to see its present state.',
  },
  'certificate-not-in-force': {
    title: 'This certificate is no longer in use',
    happened: 'The certificate has been replaced or revoked, or is not yours.',
    lost: nothingLost,
    next: 'Refresh and choose again.',
  },
} as const satisfies Translation<typeof original>
