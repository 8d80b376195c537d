import { describe, expect, it } from 'vitest'
import { openPackage } from '../../../src/documents/package/package.ts'
import { ofdBytes } from '../../forgeries/page-maker.ts'

const whole = ofdBytes()
/** Length of the end of a directory without a comment, and the place of the directory's length in it. */
const [endLength, sizeAt] = [22, 12]

/** The same package with these bytes between the last entry of its directory and the end that tells its length. */
const padded = (more: number, told: number): Buffer => {
  const end = whole.length - endLength
  const bytes = Buffer.concat([whole.subarray(0, end), Buffer.alloc(more), whole.subarray(end)])
  const at = end + more + sizeAt
  bytes.writeUInt32LE(bytes.readUInt32LE(at) + told, at)
  return bytes
}

describe('the directory of a package', () => {
  it('is read to its end', () => {
    expect(openPackage(padded(0, 0)).names).toContain('Doc_0/Document.xml')
  })

  it('holds nothing but entries: other programs might find a file in what is left', () => {
    for (const more of [1, 4, 46, 60])
      expect(() => openPackage(padded(more, more))).toThrow(expect.objectContaining({ code: 'damaged' }))
  })

  it('has the length that is told', () => {
    for (const told of [-1, 1]) expect(() => openPackage(padded(0, told))).toThrow()
  })
})
