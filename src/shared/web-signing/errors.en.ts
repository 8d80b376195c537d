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
  'file-too-large': {
    title: 'The file is too large',
    happened: 'What the site asks for can be done with files of at most {most} MB.',
    lost: nothingLost,
    next: 'Choose a smaller file, or cancel and ask the site.',
  },
  'file-not-for-signing': {
    title: 'This file cannot be signed in this way',
    happened:
      'It holds data such as a certificate or a request for one, and a signature over it could be used for something else.',
    lost: nothingLost,
    next: 'Check whether it is the right file. If it is, cancel and ask the site.',
  },
  'file-not-for-you': {
    title: 'This file is not encrypted for this certificate',
    happened: 'The certificate that the site uses is not among the recipients, so it cannot open the file.',
    lost: nothingLost,
    next: 'Choose another file, or cancel and see under “Can I decrypt?” for whom it is encrypted.',
  },
} as const satisfies Translation<typeof original>
