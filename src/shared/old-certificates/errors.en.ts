import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { oldCertificatesErrors as original } from './errors.zh-cn.ts'

export const oldCertificatesErrors = {
  'old-certificate-in-force': {
    title: 'This certificate cannot be removed',
    happened: 'Only an old certificate that another one has replaced can be removed from a Ukey.',
    lost: nothingLost,
    next: 'Choose Refresh to see its present state.',
  },
  'old-key-opens-files': {
    title: 'The old certificate may still be needed',
    happened: 'Files that were encrypted to this certificate can be opened with its encryption key only.',
    lost: nothingLost,
    next: 'Make sure that none of these files is needed any more, then remove it.',
  },
  'old-certificate-stayed': {
    title: 'The old certificate was not removed',
    happened: 'The Ukey did not delete it, perhaps because it keeps it together with other keys.',
    lost: 'Certificate and keys are still on the Ukey and work as before.',
    next: 'The new certificate is not affected. If you need room on the Ukey, contact the authority.',
  },
} as const satisfies Translation<typeof original>
