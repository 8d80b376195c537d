import type { Translation } from '../errors/entry.ts'
import { nothingLost, tokenKept } from '../errors/phrases.en.ts'
import type { sealsErrors as original } from './errors.zh-cn.ts'

export const sealsErrors = {
  'seal-unreadable': {
    title: 'This is not a file with a seal',
    happened: 'The file is damaged, too large, or no electronic seal.',
    lost: nothingLost,
    next: 'Choose another file; most end in .esl.',
  },
  'seal-not-genuine': {
    title: 'The electronic seal cannot be trusted',
    happened: 'The signature of its maker is wrong. Somebody may have changed the seal. It was not written.',
    lost: nothingLost,
    next: 'Ask the authority that issued the seal for it again.',
  },
  'seal-for-other-certificate': {
    title: 'The seal does not fit the certificate',
    happened: 'This seal cannot be used with the certificates on this Ukey. It was not written.',
    lost: nothingLost,
    next: 'Insert the Ukey that belongs to the seal, or apply for a seal for the present certificate.',
  },
  'seal-none-issued': {
    title: 'There is no seal to write yet',
    happened: 'The authority has made no electronic seal for the certificates here, or has revoked it.',
    lost: nothingLost,
    next: 'Apply to the authority for a seal, then choose “Write seal” again.',
  },
  'seal-too-many': {
    title: 'Too many electronic seals',
    happened: 'There are already {most} seals on this Ukey. Nothing was written.',
    lost: tokenKept,
    next: 'Delete seals that are no longer used.',
  },
  'seal-gone': {
    title: 'The seal is gone',
    happened: 'The seal is no longer on the Ukey, or the Ukey was pulled out.',
    lost: nothingLost,
    next: 'Insert the Ukey, refresh and try again.',
  },
  'seal-unknown': {
    title: 'No such application for a seal',
    happened: 'This application for a seal was not found.',
    lost: nothingLost,
    next: 'Refresh.',
  },
  'seal-exists': {
    title: 'This certificate has a seal',
    happened: 'This certificate already has a seal, or an application that waits for it.',
    lost: nothingLost,
    next: 'To make it anew, revoke the earlier one first.',
  },
  'seal-not-waiting': {
    title: 'The seal is not waiting to be made',
    happened: 'It was already made or revoked.',
    lost: nothingLost,
    next: 'Refresh.',
  },
  'seal-picture-unfit': {
    title: 'The picture cannot be used',
    happened: 'It is no PNG, is too large, or is damaged.',
    lost: nothingLost,
    next: 'Use a PNG of 64 to 600 pixels.',
  },
} as const satisfies Translation<typeof original>
