import type { Texts } from '../index.ts'

export const careReplacement: Texts['careReplacement'] = {
  title: 'Replace a certificate',
  entry: 'Replace a certificate',
  entryMeaning: 'The Ukey is lost or damaged: get a new one',
  loginFirst: 'Sign in to the account first.',
  loading: 'Looking for your certificates…',
  none: 'You have no certificate to replace',
  noneMeaning: 'There is none yet, or all have ended. You can apply for a new one at once.',
  issue: 'Issue certificate',
  which: 'Which certificate?',
  presentNow: 'The Ukey of this certificate is plugged in. If only its PIN is forgotten, unlock it instead.',
  until: (date) => `Valid until ${date}`,
  on: (serial) => `Ukey serial number ${serial}`,
  onSoft: 'Soft certificate',
  suspended: 'Suspended',
  why: 'Reason',
  reason: {
    lost: 'Lost',
    damaged: 'Damaged',
    compromised: 'Somebody else may have it',
  },
  reasonMeaning: {
    lost: 'It cannot be found.',
    damaged: 'It does not react when plugged in, or cannot be used.',
    compromised: 'It was stolen, or its PIN may be known.',
  },
  suspendFirst: 'Suspend the old certificate at once',
  suspendMeaning: 'Nobody can sign with it meanwhile. If it turns up, the authority can end the suspension.',
  suspendOnly: 'Only suspend, do not replace yet',
  suspending: 'Suspending…',
  suspendedDone: 'Suspended',
  suspendedMeaning:
    'The old certificate is out of use. If it turns up the authority can end this, or replace it here.',
  where: 'Where shall the new certificate go?',
  fee: (yuan) => `Replacement fee: ${yuan} yuan`,
  feeMeaning:
    'Pay once it is registered. It goes on by itself when the payment arrives; the old certificate is revoked when the new one comes into force.',
  free: 'No fee',
  next: 'Next',
  start: 'Start',
  starting: 'Registering…',
  pay: 'Pay',
  payMeaning: (yuan, number) =>
    `Pay ${yuan} yuan for order ${number}. It goes on by itself afterwards; this window need not stay open.`,
  transfer: 'Or by bank transfer, with the order number as its note',
  payee: 'Payee',
  account: 'Account',
  bank: 'Bank',
  paid: 'Paid; waiting for the authority to confirm.',
  offline:
    'There is no network now; the replacement has to wait. Have a lost certificate suspended by phone first.',
}
