import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { accountErrors as original } from './errors.zh-cn.ts'

export const accountErrors = {
  'login-needed': {
    title: 'Please log in',
    happened: 'This needs an account.',
    lost: nothingLost,
    next: 'Choose Account login.',
  },
  'login-expired': {
    title: 'Logged out',
    happened: 'The login has expired.',
    lost: 'Progress was saved.',
    next: 'Log in again and continue.',
  },
  'captcha-wrong': {
    title: 'Wrong code',
    happened: 'The code does not match; here is a new picture.',
    lost: 'What else you typed is still there.',
    next: 'Type the code from the new picture.',
  },
  'captcha-stale': {
    title: 'The code has expired',
    happened: 'The picture was too old; here is a new one.',
    lost: 'What else you typed is still there.',
    next: 'Type the code from the new picture.',
  },
  'account-unknown': {
    title: 'User name unknown',
    happened: 'There is no such user name. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Compare it with your mail or web page.',
  },
  'applicant-name-wrong': {
    title: 'Applicant name differs',
    happened: 'It differs from the record. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Compare it letter by letter, brackets and spaces too.',
  },
  'account-locked': {
    title: 'Login paused',
    happened: 'Too many mistakes; try again in {minutes} min.',
    lost: nothingLost,
    next: 'Wait, or call the hotline.',
  },
  'login-wrong': {
    title: 'Not logged in',
    happened: 'Account or password is wrong. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Check and type them again.',
  },
  'account-closed': {
    title: 'Account closed',
    happened: 'The authority has closed this account.',
    lost: certificateKept,
    next: 'Call the hotline.',
  },
  'login-names-wrong': {
    title: 'Not logged in',
    happened: 'User name and applicant name do not belong together. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Compare both with the mail or web page: full name, brackets and spaces.',
  },
  'login-code-wanted': {
    title: 'The login is not complete',
    happened: 'The authority wants a code before anything can be done.',
    lost: nothingLost,
    next: 'Open Account login and enter the code you received.',
  },
  'login-contact-missing': {
    title: 'No phone and no mail address on record',
    happened: 'A code cannot be sent: this account has no phone or mail address on record.',
    lost: certificateKept,
    next: 'Call the hotline of the authority to have one recorded, then log in again.',
  },
  'login-code-wrong': {
    title: 'Wrong code',
    happened: 'The code is not right. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Check the newest code in your messages or mail.',
  },
  'login-code-stale': {
    title: 'The code is no longer valid',
    happened: 'The code has expired, was used already, or was mistyped too often.',
    lost: nothingLost,
    next: 'Get a new code.',
  },
  'login-codes-used-up': {
    title: 'Too many codes were asked for',
    happened: 'No more codes are sent for this account at present.',
    lost: nothingLost,
    next: 'Try again in {minutes} min, or call the hotline of the authority.',
  },
} as const satisfies Translation<typeof original>
