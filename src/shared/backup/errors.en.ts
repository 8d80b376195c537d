import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { backupErrors as original } from './errors.zh-cn.ts'

export const backupErrors = {
  'backup-damaged': {
    title: 'The backup cannot be read',
    happened: 'It is damaged or not a backup of this assistant.',
    lost: nothingLost,
    next: 'Choose another file.',
  },
  'backup-password-wrong': {
    title: 'Wrong backup password',
    happened: 'The backup password is not correct.',
    lost: nothingLost,
    next: 'Type it again.',
  },
  'backup-newer': {
    title: 'The backup is from a newer version',
    happened: 'This backup was written by a newer version.',
    lost: 'The backup file was not changed.',
    next: 'Install the newest version, then restore it.',
  },
  'pfx-damaged': {
    title: 'The file cannot be read',
    happened: 'This is not a valid .pfx or .p12 file, or it is damaged.',
    lost: nothingLost,
    next: 'Choose another file.',
  },
  'pfx-unsupported': {
    title: 'The file is encrypted in a way that is not supported',
    happened:
      'It uses an algorithm that the assistant does not know, so it was not opened. The file may be in order.',
    lost: nothingLost,
    next: 'Export it again with AES or 3DES in the program that it comes from, then choose the new file.',
  },
  'pfx-password-wrong': {
    title: 'Wrong password for the file',
    happened: 'The password is not right; the file was not opened.',
    lost: 'Nothing was lost. You may try again, as often as you like.',
    next: 'Type the password set when the file was exported.',
  },
  'pfx-without-key': {
    title: 'No usable certificate in the file',
    happened: 'The file has no RSA certificate, or not the private key that belongs to it.',
    lost: nothingLost,
    next: 'Choose a file that was exported with its private key.',
  },
  'file-too-costly': {
    title: 'The file asks for too much work',
    happened:
      'Opening this file would take more time or memory than is allowed, so it was not opened. A file that was exported in the usual way never does.',
    lost: nothingLost,
    next: 'Make sure that the file comes from somebody you trust, or export it again.',
  },
} as const satisfies Translation<typeof original>
