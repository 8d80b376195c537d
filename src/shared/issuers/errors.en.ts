import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { issuersErrors as original } from './errors.zh-cn.ts'

export const issuersErrors = {
  'issuer-file-invalid': {
    title: 'Authority file is faulty',
    happened: 'The file {file} has an error and is not used: {words}.',
    lost: nothingLost,
    next: 'Correct or remove the file and start again.',
  },
  'issuer-unknown': {
    title: 'The authority is not known',
    happened:
      'This certificate was not issued by an authority that the assistant knows; nothing can be done here.',
    lost: certificateKept,
    next: 'Ask the authority that issued this certificate.',
  },
  'issuer-missing': {
    title: 'The authority of this business is missing',
    happened: 'This was begun with an authority that is not on the list any more.',
    lost: certificateKept,
    next: "Put the authority's file back into the data folder, restart, then choose Continue.",
  },
} as const satisfies Translation<typeof original>
