import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { documentsErrors as original } from './errors.zh-cn.ts'

export const documentsErrors = {
  'scan-not-pdf': {
    title: 'This is not a PDF',
    happened: 'The chosen file is not a PDF, or it is damaged.',
    lost: nothingLost,
    next: 'Scan the signed and stamped form as PDF and choose that file.',
  },
  'scan-too-large': {
    title: 'The file is too large',
    happened: 'The chosen file has more than {limit} MB.',
    lost: nothingLost,
    next: 'Scan it again with fewer dots, such as 150 dpi.',
  },
  'scan-too-long': {
    title: 'Too many pages',
    happened: 'The chosen file has {pages} pages; {limit} are allowed.',
    lost: nothingLost,
    next: 'Keep only the pages that are needed, and choose that file.',
  },
  'scan-encrypted': {
    title: 'The file has a password',
    happened: 'The reviewer could not open it.',
    lost: nothingLost,
    next: 'Save it as a PDF without a password and choose that file.',
  },
  'scan-is-form': {
    title: 'This form is not signed and stamped',
    happened: 'The chosen file is the form that was exported, not a scan of it.',
    lost: nothingLost,
    next: 'Print the form, sign and stamp it, scan it as PDF and choose the scan.',
  },
  'application-not-kept': {
    title: 'The application is not complete',
    happened: 'The program was interrupted before it submitted; the identity number was not kept.',
    lost: nothingLost,
    next: 'Go back to the form and type the identity number again; everything else is there.',
  },
} as const satisfies Translation<typeof original>
