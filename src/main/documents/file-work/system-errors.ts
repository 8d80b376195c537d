import { AssistantError, type ErrorCode } from '../../../shared/errors/index.ts'

type Plain = Extract<
  ErrorCode,
  | 'document-gone'
  | 'document-unreadable'
  | 'document-not-a-file'
  | 'document-folder-closed'
  | 'document-name-too-long'
  | 'document-disk-full'
>

/** What the system says, as a sentence about the file that is read. */
const whenRead: Readonly<Record<string, Plain>> = {
  ENOENT: 'document-gone',
  ENOTDIR: 'document-gone',
  ENODEV: 'document-gone',
  ENXIO: 'document-not-a-file',
  EISDIR: 'document-not-a-file',
  ELOOP: 'document-not-a-file',
  EACCES: 'document-unreadable',
  EPERM: 'document-unreadable',
  // On Windows another program has it for itself alone.
  EBUSY: 'document-unreadable',
  EIO: 'document-unreadable',
  ENAMETOOLONG: 'document-name-too-long',
}

const whenWritten: Readonly<Record<string, Plain>> = {
  ENOSPC: 'document-disk-full',
  EDQUOT: 'document-disk-full',
  // FAT has no file of more than 4 GiB, so there is no room for it there.
  EFBIG: 'document-disk-full',
  EACCES: 'document-folder-closed',
  EPERM: 'document-folder-closed',
  EBUSY: 'document-folder-closed',
  EROFS: 'document-folder-closed',
  ENOENT: 'document-folder-closed',
  ENOTDIR: 'document-folder-closed',
  EIO: 'document-folder-closed',
  ENAMETOOLONG: 'document-name-too-long',
}

export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const told =
  (table: Readonly<Record<string, Plain>>) =>
  (error: unknown): unknown => {
    const code = table[systemCode(error)]
    return code === undefined ? error : new AssistantError(code, {}, error)
  }

/** The error of the catalogue for what the system says about a file that is read; any other error as it is. */
export const readProblem = told(whenRead)
/** The same about a result that is written. */
export const writeProblem = told(whenWritten)
