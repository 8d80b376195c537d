import type { Translation } from '../errors/entry.ts'
import type { certificateStoreErrors as original } from './errors.zh-cn.ts'

export const certificateStoreErrors = {
  'certificate-store-absent': {
    title: 'No certificate store in this system',
    happened: 'This computer has no store in which the signing certificate could be registered.',
    lost: 'Login, signing and all services work without it.',
    next: 'To see the certificate in your browser, install {tool}.',
  },
  'certificate-store-failed': {
    title: 'The signing certificate was not registered',
    happened: "The system's certificate store did not take the signing certificate.",
    lost: 'Login, signing and all services work without it.',
    next: 'Refresh to try again, or switch "Import signing certificate" off in Settings.',
  },
} as const satisfies Translation<typeof original>
