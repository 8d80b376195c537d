import type { Translation } from '../errors/entry.ts'
import { certificateKept, certificateUnchanged, nothingLost } from '../errors/phrases.en.ts'
import type { issuanceErrors as original } from './errors.zh-cn.ts'

export const issuanceErrors = {
  'request-unknown': {
    title: 'Request not found',
    happened: 'The authority has no record of this request.',
    lost: certificateKept,
    next: 'Start again.',
  },
  'request-expired': {
    title: 'The request has expired',
    happened: 'Its time has run out.',
    lost: certificateKept,
    next: 'Start again.',
  },
  'request-refused': {
    title: 'Request refused',
    happened: 'The authority refused it for this reason: “{words}”.',
    lost: certificateUnchanged,
    next: 'Correct it as described and apply again. If your certificate was revoked, have a new one issued.',
  },
  'request-waiting': {
    title: 'Under review',
    happened: 'The authority is reviewing this request.',
    lost: certificateKept,
    next: 'You may close the window; you will be told when it can go on.',
  },
  'request-conflict': {
    title: 'Another request is open',
    happened: 'There is another request for the same holder.',
    lost: certificateKept,
    next: 'Finish or abandon that one first.',
  },
  'certificate-other-subject': {
    title: 'Another holder',
    happened: 'The certificate that came back is not yours; it was not written.',
    lost: certificateKept,
    next: 'Call the hotline.',
  },
  'certificate-other-key': {
    title: 'Another key',
    happened: 'The certificate does not fit the key made for it; it was not written.',
    lost: certificateKept,
    next: 'Abandon this and start again.',
  },
  'certificate-untrusted': {
    title: 'The certificate does not verify',
    happened: 'It does not lead back to the authority; it was not written.',
    lost: certificateKept,
    next: 'Call the hotline.',
  },
  'envelope-broken': {
    title: 'The encryption key cannot be opened',
    happened: 'It came incomplete and was not written.',
    lost: certificateKept,
    next: 'Choose Continue to fetch it again.',
  },
  'pair-check-failed': {
    title: 'The new certificate failed its check',
    happened: 'A test signature did not verify, so it was not put in force.',
    lost: certificateKept,
    next: 'Choose Continue to write it again, or abandon and start over.',
  },
  'csr-refused': {
    title: 'Request file refused',
    happened: 'The authority did not accept the key of this request.',
    lost: certificateKept,
    next: 'Abandon this and start again.',
  },
  'business-unavailable': {
    title: 'Not offered now',
    happened: 'The authority does not offer this business to this account now.',
    lost: certificateKept,
    next: 'Call the hotline.',
  },
  'request-ended': {
    title: 'The request has ended',
    happened: 'At the authority it was given up, or another one took its place.',
    lost: certificateUnchanged,
    next: 'Abandon this. If you have a new certificate by now, nothing is left to do; otherwise start again.',
  },
  'already-in-force': {
    title: 'The new certificate is in force',
    happened: 'The authority has put it in force; this can no longer be given up.',
    lost: nothingLost,
    next: 'Choose Continue to finish the last steps.',
  },
} as const satisfies Translation<typeof original>
