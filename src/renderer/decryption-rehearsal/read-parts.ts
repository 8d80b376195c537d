import { headLength, type RehearsalSubject } from '../../shared/decryption-rehearsal/contract.ts'
import { base64Of } from '../live/base64.ts'

type FileSubject = Extract<RehearsalSubject, { readonly kind: 'file' }>

/** The beginning of a file, however long it is. */
export const readHead = async (file: File): Promise<FileSubject> => ({
  kind: 'file',
  head: await base64Of(new File([file.slice(0, headLength)], file.name)),
  size: file.size,
  tail: null,
})

/** The same with the few bytes from further on that an attempt needs. */
export const withTail = async (
  subject: FileSubject,
  file: File,
  { offset, length }: { readonly offset: number; readonly length: number },
): Promise<FileSubject> => ({
  ...subject,
  tail: await base64Of(new File([file.slice(offset, offset + length)], file.name)),
})
