import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { unlockErrors as original } from './errors.zh-cn.ts'

export const unlockErrors = {
  'unlock-code-wrong': {
    title: 'Wrong code',
    happened: 'The code is not right. Tries left: {triesLeft}.',
    lost: 'The Ukey was not touched and no PIN try was used.',
    next: 'Check the newest code in your messages or mail.',
  },
  'unlock-code-stale': {
    title: 'The code is no longer valid',
    happened: 'The code has expired, was used already, or was mistyped too often.',
    lost: 'The Ukey was not touched and no PIN try was used.',
    next: 'Get a new code.',
  },
  'unlock-code-too-soon': {
    title: 'A code was just sent',
    happened: 'A code was sent a moment ago.',
    lost: nothingLost,
    next: 'Wait {seconds} s before you get another.',
  },
  'reserved-phone-wrong': {
    title: 'Not the number on record',
    happened: 'This is not the phone number on record for this Ukey. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Type the number given when you applied. If it has changed, log in to the account or go to a service point.',
  },
  'unlock-ended': {
    title: 'This unlocking is over',
    happened:
      'An authorisation works once. This one was used, has expired, or the program was restarted meanwhile.',
    lost: 'The certificate and its keys are still there.',
    next: 'Start the unlocking again.',
  },
  'unlock-token-unknown': {
    title: 'The authority does not know this Ukey',
    happened: 'This Ukey (serial number {serial}) is not registered to you.',
    lost: 'The certificate and its keys are still there.',
    next: 'Log in to the account that the certificate was issued to, or go to a service point.',
  },
  'unlock-contact-missing': {
    title: 'No such contact on record',
    happened: 'Your account has no contact of this kind, so the code cannot be sent.',
    lost: nothingLost,
    next: 'Choose the other way, or go to a service point.',
  },
  'unlock-not-remote': {
    title: 'Cannot be unlocked online',
    happened: 'This Ukey does not support being unlocked online.',
    lost: 'The certificate and its keys are still there.',
    next: 'Take the Ukey and your papers to a service point.',
  },
  'unlock-running': {
    title: 'This Ukey is being unlocked',
    happened: 'Another unlocking of this Ukey is not over yet.',
    lost: nothingLost,
    next: 'Wait until it is over, then try again.',
  },
  'unlock-interrupted': {
    title: 'The last unlocking was not finished',
    happened: 'The program was closed while “{name}” was being unlocked. The Ukey was not touched yet.',
    lost: 'A code that was sent was not used: it stays valid until it expires.',
    next: 'Go on with the unlocking. If the code has expired, have another one sent.',
  },
  'unlock-used-up': {
    title: 'The last unlocking did not succeed',
    happened: 'The program was closed while “{name}” was being unlocked. Its PIN was not changed.',
    lost: 'That code cannot be used any more. The certificate and its keys are still there.',
    next: 'Start the unlocking again: a new code will be sent.',
  },
  'unlock-found-done': {
    title: '“{name}” is unlocked',
    happened: 'The program was closed during the unlocking, but the Ukey has the new PIN that you chose.',
    lost: nothingLost,
    next: 'Check the new PIN once.',
  },
} as const satisfies Translation<typeof original>
