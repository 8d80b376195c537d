import { describe, expect, it } from 'vitest'
import {
  readProblem,
  systemCode,
  writeProblem,
} from '../../../../../src/main/documents/file-work/system-errors.ts'

const failing = (code: unknown) => Object.assign(new Error('the system says no'), { code })

describe('what the system says of a file', () => {
  it.each([
    ['ENOENT', 'document-gone', 'document-folder-closed'],
    ['ENOTDIR', 'document-gone', 'document-folder-closed'],
    ['ENODEV', 'document-gone', null],
    ['ENXIO', 'document-not-a-file', null],
    ['EISDIR', 'document-not-a-file', null],
    ['ELOOP', 'document-not-a-file', null],
    ['EACCES', 'document-unreadable', 'document-folder-closed'],
    ['EPERM', 'document-unreadable', 'document-folder-closed'],
    ['EBUSY', 'document-unreadable', 'document-folder-closed'],
    ['EIO', 'document-unreadable', 'document-folder-closed'],
    ['ENAMETOOLONG', 'document-name-too-long', 'document-name-too-long'],
    ['ENOSPC', null, 'document-disk-full'],
    ['EDQUOT', null, 'document-disk-full'],
    ['EFBIG', null, 'document-disk-full'],
    ['EROFS', null, 'document-folder-closed'],
    ['EOTHER', null, null],
  ])('by %s is %s when it is read, and %s when it is written', (code, read, written) => {
    const error = failing(code)
    for (const [told, wanted] of [
      [readProblem(error), read],
      [writeProblem(error), written],
    ] as const)
      if (wanted === null) expect(told).toBe(error)
      else expect(told).toMatchObject({ code: wanted, params: {}, cause: error })
  })

  it.each([failing(5), new Error('no code'), { code: 'ENOENT' }, 'ENOENT', null])(
    'is nothing if it is no error of the system (%s)',
    (error) => {
      expect([systemCode(error), readProblem(error), writeProblem(error)]).toEqual(['', error, error])
    },
  )

  it('has a code', () => {
    expect(systemCode(failing('EIO'))).toBe('EIO')
  })
})
