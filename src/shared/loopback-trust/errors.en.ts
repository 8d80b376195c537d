import type { Translation } from '../errors/entry.ts'
import type { loopbackTrustErrors as original } from './errors.zh-cn.ts'

export const loopbackTrustErrors = {
  'loopback-trust-absent': {
    title: 'The local certificate was not registered',
    happened: 'This computer lacks {tool}, the program that registers the local certificate.',
    lost: 'Nothing was changed. Login, signing and all services work without it.',
    next: 'Install {tool}, then try again.',
  },
  'loopback-trust-failed': {
    title: 'The local certificate was not registered everywhere',
    happened: "A browser's certificate store did not take the local certificate, or did not give it back.",
    lost: 'Login, signing and all services work without it.',
    next: 'Close the browser and try again. If the system asks, choose Yes.',
  },
} as const satisfies Translation<typeof original>
