import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  beginningOf,
  headOf,
  messageSource,
} from '../../../../src/main/documents/file-work/message-source.ts'
import { pieceLength, withSource } from '../../../../src/main/documents/file-work/source.ts'

let path = ''
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'message-'))
  path = join(folder, 'm')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A message of this length in all; what is inside does not matter here. */
const message = (length: number): Buffer => {
  const all = Buffer.alloc(length, 0x41)
  all.set([0x30, 0x83, (length - 5) >> 16, ((length - 5) >> 8) & 255, (length - 5) & 255])
  return all
}
const large = message(2 * pieceLength + 17)

const asPem = (bytes: Buffer): string =>
  `-----BEGIN PKCS7-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PKCS7-----\n`

const piecesIn = async (from?: number, to?: number): Promise<readonly Buffer[]> =>
  withSource(path, async (source) => {
    const pieces: Buffer[] = []
    for await (const piece of (await messageSource(source)).parts(from, to)) pieces.push(Buffer.from(piece))
    return pieces
  })

describe('the bytes of a message', () => {
  it.each([
    ['as they stand', () => large],
    ['of a text', () => asPem(large)],
  ])('come in pieces, %s', async (_, content) => {
    writeFileSync(path, content())
    const pieces = await piecesIn()
    expect(pieces.map(({ length }) => length)).toEqual([pieceLength, pieceLength, 17])
    expect(Buffer.concat(pieces).equals(large)).toBe(true)
  })

  it.each([
    ['as they stand', () => large],
    ['of a text', () => asPem(large)],
  ])('come from one place to another, %s', async (_, content) => {
    writeFileSync(path, content())
    const whole = Buffer.concat(await piecesIn(3, pieceLength + 9))
    expect(whole.equals(large.subarray(3, pieceLength + 9))).toBe(true)
    expect(Buffer.concat(await piecesIn(pieceLength)).equals(large.subarray(pieceLength))).toBe(true)
    expect(await piecesIn(7, 7)).toEqual([])
  })

  it('of a text have the size and the beginning of the message, not of the text', async () => {
    writeFileSync(path, asPem(large))
    const [size, beginning] = await withSource(path, async (source) => {
      const found = await messageSource(source)
      return [found.size, await found.beginning(9)]
    })
    expect(size).toBe(large.length)
    expect(Buffer.from(beginning).equals(large.subarray(0, 9))).toBe(true)
  })

  it('of a text must stay as they are', async () => {
    writeFileSync(path, asPem(large))
    const late = withSource(path, async (source) => {
      const found = await messageSource(source)
      await found.mustBeUnchanged()
      truncateSync(path, 10)
      await found.mustBeUnchanged()
    })
    await expect(late).rejects.toMatchObject({ code: 'document-changed' })
  })

  it('are refused as a text of more than 256 MiB', async () => {
    writeFileSync(path, 'A')
    truncateSync(path, 256 * 1024 * 1024 + 1)
    const open = withSource(path, (source) => messageSource(source))
    await expect(open).rejects.toMatchObject({ code: 'document-too-large', params: { limit: 256 } })
  })
})

describe('the beginning of a file', () => {
  it('is that of its bytes, or of the message that its text has', async () => {
    const short = message(300)
    for (const content of [short, asPem(short)]) {
      writeFileSync(path, content)
      expect(Buffer.from(await withSource(path, beginningOf)).equals(short)).toBe(true)
    }
  })

  it('tells nothing if it begins no message', async () => {
    writeFileSync(path, 'hello')
    expect(await withSource(path, headOf)).toBeNull()
  })
})
