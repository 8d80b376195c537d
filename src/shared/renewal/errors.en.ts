import type { Translation } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.en.ts'
import type { renewalErrors as original } from './errors.zh-cn.ts'

export const renewalErrors = {
  'agreement-changed': {
    title: 'The agreement has changed',
    happened: 'Since you read it, the authority has put another agreement in force.',
    lost: 'Nothing was sent and nothing is to be paid; what you filled in is kept.',
    next: 'Read the new agreement; if you accept it, send the application again.',
  },
  'price-changed': {
    title: 'The fee has changed',
    happened: 'Since you chose the term, the authority has changed the fee. It is now ¥ {yuan}.',
    lost: 'Nothing was sent and nothing is to be paid; what you filled in is kept.',
    next: 'Check the new fee; if you accept it, send the application again.',
  },
  'renewal-keys-changed': {
    title: 'The rule about keys has changed',
    happened: 'Since you read the notice, the authority has changed whether a renewal makes new keys.',
    lost: 'Nothing was sent and nothing is to be paid; what you filled in is kept.',
    next: 'Read the notice again; if you agree, send the application again.',
  },
  'same-key-missing': {
    title: 'The present keys were not found',
    happened: 'This renewal keeps the present keys, but the whole key pair of the certificate is not here.',
    lost: 'No certificate or key was changed, and nothing is to be paid.',
    next: 'Plug in the Ukey with the certificate and continue. If its keys are lost or damaged, withdraw the application and have the certificate replaced.',
  },
  'certificate-other-dates': {
    title: 'Wrong dates',
    happened: 'The certificate that came back ends on another day than you were told. It was not written.',
    lost: certificateKept,
    next: 'Call the hotline to have the dates corrected, then continue.',
  },
  'renewal-too-early': {
    title: 'Too early to renew',
    happened: 'This certificate ends much later. It can be renewed from {from} on.',
    lost: certificateKept,
    next: 'Come back after {from}.',
  },
  'renewal-too-late': {
    title: 'Too late to renew',
    happened: 'This certificate expired too long ago. Since {since} it cannot be renewed online.',
    lost: 'Nothing is to be paid; what was encrypted for it still opens with the old key.',
    next: 'Prove who you are at a service point, or apply for a new certificate.',
  },
  'renewal-unfinished': {
    title: 'It is being renewed already',
    happened:
      'There is a renewal of this certificate already, order {orderNumber}, perhaps sent from another computer.',
    lost: 'Nothing is to be paid twice; that request stands.',
    next: 'Go on with it under Progress. If you do not want it, withdraw it and apply again.',
  },
  'correction-not-wanted': {
    title: 'No correction is wanted now',
    happened: 'This request no longer waits for a correction. It was corrected elsewhere, or has ended.',
    lost: 'What was sent before has not changed.',
    next: 'Refresh to see how it stands.',
  },
  'upload-not-signed': {
    title: 'This form is not signed',
    happened: 'The file is the form as it was exported, without signature and seal.',
    lost: 'The application was not sent; what you filled in is kept.',
    next: 'Print the form, sign and stamp it, scan it as a PDF, and upload the scan.',
  },
  'upload-too-many-pages': {
    title: 'Too many pages',
    happened: 'The PDF has {pages} pages; {limit} are allowed.',
    lost: 'The application was not sent; what you filled in is kept.',
    next: 'Keep only the signed form and the papers that are asked for, and upload it again.',
  },
} as const satisfies Translation<typeof original>
