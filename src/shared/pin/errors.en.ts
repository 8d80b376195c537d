import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { pinErrors as original } from './errors.zh-cn.ts'

export const pinErrors = {
  'pin-wrong': {
    title: 'Wrong PIN',
    happened: 'The PIN is not correct. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Check it and type it again. If you forgot it, have the PIN unlocked.',
  },
  'pin-wrong-last-try': {
    title: 'Wrong PIN, one try left',
    happened: 'The PIN is not correct. One more mistake locks this Ukey.',
    lost: nothingLost,
    next: 'If you are not sure, stop here and call the hotline.',
  },
  'pin-locked': {
    title: 'The PIN is locked',
    happened: 'The PIN was entered wrongly too often.',
    lost: 'Certificates and keys are still there and work again once unlocked.',
    next: 'Have it unlocked. A soft certificate that cannot be unlocked is restored from its backup, replaced, or issued again.',
  },
  'pin-length': {
    title: 'PIN length',
    happened: 'A PIN has {min} to {max} characters.',
    lost: nothingLost,
    next: 'Please type it again.',
  },
  'pin-not-encodable': {
    title: 'Characters that a PIN cannot have',
    happened: 'A PIN has only plain letters, digits and symbols.',
    lost: nothingLost,
    next: 'Switch to English input and type it again.',
  },
  'pin-unchanged': {
    title: 'The same PIN',
    happened: 'The new PIN equals the old one.',
    lost: nothingLost,
    next: 'Choose another.',
  },
  'pin-weak': {
    title: 'The PIN is too simple',
    happened: 'This PIN is easy to guess.',
    lost: nothingLost,
    next: 'Avoid sequences and repeats.',
  },
  'pin-not-initialised': {
    title: 'No PIN set',
    happened: 'This Ukey has no PIN yet.',
    lost: nothingLost,
    next: 'Ask the authority to initialise it.',
  },
  'pin-needed': {
    title: 'PIN needed',
    happened: 'Going on needs the PIN once more.',
    lost: nothingLost,
    next: 'Please type the PIN.',
  },
  'secret-wrong': {
    title: 'Unlock refused',
    happened: 'This Ukey does not accept the authorisation.',
    lost: nothingLost,
    next: 'Ask for a new one or visit a service point.',
  },
  'pin-wrong-uncounted': {
    title: 'Wrong PIN',
    happened: 'The PIN is not correct. This Ukey does not tell how many tries are left.',
    lost: nothingLost,
    next: 'Check it and type it again; further mistakes lock the key. If you forgot it, have the PIN unlocked.',
  },
  'last-try-unconfirmed': {
    title: 'One try left',
    happened:
      'One more wrong PIN locks it, and a locked PIN has to be unlocked before the certificate can be used.',
    lost: 'The last try has not been used.',
    next: 'Go on once you are sure of the PIN. If you are not, have it unlocked first.',
  },
  'pin-is-default': {
    title: 'The PIN is still the one it came with',
    happened: '"{name}" still has its factory PIN: whoever knows it can use your certificate.',
    lost: nothingLost,
    next: 'Change the PIN.',
  },
  'pin-change-unsure': {
    title: 'The change may or may not be done',
    happened:
      'Contact with the Ukey broke off during the change: the new PIN may already be valid, or not yet.',
    lost: 'The certificate and its keys are still there.',
    next: 'Plug the Ukey in again and check the new PIN first, then the old one. At most one try is used, and a right PIN gives it back.',
  },
} as const satisfies Translation<typeof original>
