import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { webSigningErrors as original } from './errors.zh-cn.ts'

export const webSigningErrors = {
  'site-not-secure': {
    title: 'This address cannot be allowed',
    happened: 'It does not use https, so others may change what it says.',
    lost: nothingLost,
    next: 'Use an address that begins with https://. If a site has only http, ask its authority for an issuer file.',
  },
  'web-signing-damaged': {
    title: 'The settings of the web service are damaged',
    happened:
      'The file could not be read and was set aside as {file}. The web service is off, and sites must be allowed again.',
    lost: nothingLost,
    next: 'Switch it on again under Settings, Web service.',
  },
} as const satisfies Translation<typeof original>
