import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { accountErrors as original } from './errors.zh-cn.ts'

export const accountErrors = {
  'login-needed': {
    title: 'Please sign in',
    happened: 'This needs an account.',
    lost: nothingLost,
    next: 'Choose Account login.',
  },
  'login-expired': {
    title: 'Signed out',
    happened: 'The sign-in has expired.',
    lost: 'Progress was saved.',
    next: 'Sign in again and continue.',
  },
  'captcha-wrong': {
    title: 'Wrong code',
    happened: 'The code does not match; here is a new picture.',
    lost: nothingLost,
    next: 'Type the code of the new picture.',
  },
  'captcha-stale': {
    title: 'The code has expired',
    happened: 'The picture was too old; here is a new one.',
    lost: nothingLost,
    next: 'Type the code of the new picture.',
  },
  'account-unknown': {
    title: 'User name unknown',
    happened: 'There is no such user name; {triesLeft} tries are left.',
    lost: nothingLost,
    next: 'Compare it with your mail or web page.',
  },
  'applicant-name-wrong': {
    title: 'Applicant name differs',
    happened: 'It differs from the record; {triesLeft} tries are left.',
    lost: nothingLost,
    next: 'Compare it letter by letter, brackets and spaces too.',
  },
  'account-locked': {
    title: 'Sign-in paused',
    happened: 'Too many mistakes; try again in {minutes} minutes.',
    lost: nothingLost,
    next: 'Wait, or call the hotline.',
  },
  'login-wrong': {
    title: 'Not signed in',
    happened: 'Account or password is wrong; {triesLeft} tries are left.',
    lost: nothingLost,
    next: 'Check and type them again.',
  },
  'account-closed': {
    title: 'Account closed',
    happened: 'The authority has closed this account.',
    lost: certificateKept,
    next: 'Call the hotline.',
  },
} as const satisfies Translation<typeof original>
