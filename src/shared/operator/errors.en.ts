import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { operatorErrors as original } from './errors.zh-cn.ts'

export const operatorErrors = {
  'operator-login-wrong': {
    title: 'Not logged in',
    happened: 'Name or password is wrong. Tries left: {triesLeft}.',
    lost: nothingLost,
    next: 'Check and type them again.',
  },
  'operator-captcha-wanted': {
    title: 'A captcha is needed',
    happened: 'The password of this operator was typed wrong several times, so a captcha is needed first.',
    lost: nothingLost,
    next: 'Type what the picture shows and log in again.',
  },
  'review-not-waiting': {
    title: 'Not waiting for review',
    happened: 'This request is no longer waiting for review.',
    lost: nothingLost,
    next: 'Please refresh.',
  },
  'recovery-same-operator': {
    title: 'Another operator must approve',
    happened: 'The one who asked, or an operator who approved already, cannot approve.',
    lost: 'The approvals given so far still count.',
    next: 'Ask another operator.',
  },
  'recovery-not-approved': {
    title: 'Not approved yet',
    happened: 'Approvals needed: {needed}. Given so far: {approvals}.',
    lost: 'The recovery is still waiting.',
    next: 'Try again once the others have approved.',
  },
  'recovery-closed': {
    title: 'This recovery has ended',
    happened: 'This recovery has ended.',
    lost: nothingLost,
    next: 'If the key is still needed, ask for a new recovery.',
  },
  'recovery-no-active-certificate': {
    title: 'No valid signing certificate',
    happened: 'The holder has no valid signing certificate to seal the key to.',
    lost: 'The recovery is kept.',
    next: 'Issue one first.',
  },
  'refund-not-due': {
    title: 'Nothing is due',
    happened: 'Nothing is to be returned for this order now. Another operator may have done it.',
    lost: 'Nothing was returned twice.',
    next: 'Refresh.',
  },
  'refund-reference-used': {
    title: 'This number is used',
    happened: 'This number belongs to another payment or refund.',
    lost: 'Nothing was counted twice.',
    next: 'Check the number.',
  },
  'refund-by-transfer': {
    title: 'Return it by transfer',
    happened: 'The money came by bank transfer, so the payment service cannot return it.',
    lost: 'It is still due.',
    next: 'Make the transfer at the bank, then enter its number.',
  },
} as const satisfies Translation<typeof original>
