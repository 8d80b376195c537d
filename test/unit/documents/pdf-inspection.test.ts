import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inspectPdf } from '../../../src/documents/index.ts'

/** A file with the frame of a PDF around anything. */
const framed = (content: string): Uint8Array =>
  Buffer.from(`%PDF-1.7\n${content}\nstartxref\n9\n%%EOF\n`, 'latin1')
const packed = (objects: string | Buffer): string =>
  `<</Type/ObjStm/N 1>>stream\n${deflateSync(Buffer.from(objects)).toString('latin1')}\nendstream\n`

describe('a PDF', () => {
  it('has as many pages as the node above all says, else as are in it', () => {
    const pages = (content: string) => inspectPdf(framed(content)).pages
    expect(pages('<</Type/Pages/Count 3>> <</Count 12 /Type /Pages>> <</Type/Page>>')).toBe(12)
    expect(pages('<</Type/Page>> <</Type /Page>> <</Type/PageLabel>>')).toBe(2)
    expect(pages('nothing')).toBeNull()
  })

  it('may have its page tree and its pictures packed', () => {
    const objects = '<</Type/Pages/Count 7>> <</Subtype/Image>>'
    const { pages, hasPicture } = inspectPdf(framed(`${packed('<</Type/Page>>')}${packed(objects)}`))
    expect([pages, hasPicture]).toEqual([7, true])
  })
})

// Each of these took a time that grows with the square of the length or more, or more memory than there is.
describe('a file that was made to be hard to read', () => {
  const times = (text: string) => text.repeat(Math.floor(3_000_000 / text.length))
  it.each([
    ['packed objects that never end', times('/Type/ObjStm stream\n')],
    ['nodes of a page tree that never end', `<<${times('/Type/Pages ')}<`],
    ['more nodes than fit on a stack', times('<</Type/Pages/Count 1>>')],
    ['packed objects that grow a thousandfold', packed(Buffer.alloc(4_000_000)).repeat(200)],
    ['beginnings without an end', `${times('/Type ')}${times(' ')}`],
  ])('is read in a short time: %s', (_, content) => {
    expect(inspectPdf(framed(content)).isPdf).toBe(true)
  })
})
