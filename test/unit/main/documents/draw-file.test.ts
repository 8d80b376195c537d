import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDrawing } from '../../../../src/documents/index.ts'
import { createFileDrawing } from '../../../../src/main/documents/drawing/draw-file.ts'
import type { DrawingQuestion } from '../../../../src/main/documents/drawing/messages.ts'
import { versionAt } from '../../../../src/main/documents/file-work/source.ts'
import { partLength } from '../../../../src/shared/documents/contract.ts'
import { plainPdf, unsignedOfd } from '../../../forgeries/signed-here.ts'

const [ofd, pdf] = [unsignedOfd(2), plainPdf()]

const folderOf = () => {
  const folder = mkdtempSync(join(tmpdir(), 'draw-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ask = createFileDrawing()
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const open = async (path: string) => {
    const answer = await ask({ ask: 'open', path })
    if (answer.say !== 'open') throw new Error(`answered with ${answer.say}`)
    return answer.opened
  }
  const code = (question: DrawingQuestion) =>
    ask(question).then(
      ({ say }) => say,
      (error: { readonly code?: string; readonly params?: unknown }) => [error.code, error.params],
    )
  return { folder, ask, put, open, code }
}

describe('a file that is drawn', () => {
  it.each([
    ['ofd', ofd],
    ['pdf', pdf],
  ] as const)('is opened: %s', async (kind, bytes) => {
    const { put, open } = folderOf()
    const path = put('a', bytes)
    const { frame } = openDrawing(bytes) as { readonly frame: unknown }
    expect(await open(path)).toEqual({ kind, version: await versionAt(path), size: bytes.length, frame })
  })

  it('has pages if it is an OFD, and no parts', async () => {
    const { put, open, ask, code } = folderOf()
    const path = put('a.ofd', ofd)
    const { version } = await open(path)
    const drawing = openDrawing(ofd)
    const drawn = drawing.kind === 'ofd' ? drawing.draw(1) : null
    expect(await ask({ ask: 'page', path, version, page: 1 })).toEqual({ say: 'page', drawing: drawn })
    expect(await code({ ask: 'page', path, version, page: 2 })).toEqual(['not-found', {}])
    expect(await code({ ask: 'part', path, version, offset: 0 })).toEqual(['not-found', {}])
  })

  it('has parts if it is a PDF, and no pages', async () => {
    const { put, open, ask, code } = folderOf()
    const path = put('a.pdf', pdf)
    const { version } = await open(path)
    const part = async (offset: number) => ask({ ask: 'part', path, version, offset })
    expect(await part(0)).toEqual({ say: 'part', part: Uint8Array.from(pdf) })
    const last = pdf.length - 1
    expect(await part(last)).toEqual({ say: 'part', part: Uint8Array.from(pdf.subarray(last)) })
    expect(await code({ ask: 'part', path, version, offset: pdf.length })).toEqual(['not-found', {}])
    expect(await code({ ask: 'page', path, version, page: 0 })).toEqual(['not-found', {}])
  })

  it('comes in parts that carry no more memory than they show', async () => {
    const { put, open, ask } = folderOf()
    const long = plainPdf([`/Note(${'x'.repeat(partLength)})`])
    const path = put('long.pdf', long)
    const { version } = await open(path)
    const answer = await ask({ ask: 'part', path, version, offset: 10 })
    if (answer.say !== 'part') throw new Error(answer.say)
    expect([answer.part.length, answer.part.buffer.byteLength]).toEqual([partLength, partLength])
    expect(Buffer.from(answer.part).equals(long.subarray(10, 10 + partLength))).toBe(true)
  })

  it('is read again if it was written to, and old questions are refused', async () => {
    const { put, open, code } = folderOf()
    const path = put('a', pdf)
    const before = await open(path)
    put('a', ofd)
    expect(await code({ ask: 'part', path, version: before.version, offset: 0 })).toEqual([
      ...['document-changed', {}],
    ])
    const after = await open(path)
    expect([after.kind, after.version === before.version]).toEqual(['ofd', false])
    expect(await code({ ask: 'page', path, version: after.version, page: 0 })).toBe('page')
  })

  it('is known from another one', async () => {
    const { put, open, ask } = folderOf()
    const [one, two] = [put('one.ofd', ofd), put('two.pdf', pdf)]
    const first = await open(one)
    expect((await open(two)).kind).toBe('pdf')
    expect((await open(one)).kind).toBe('ofd')
    expect(await ask({ ask: 'page', path: one, version: first.version, page: 0 })).toMatchObject({
      say: 'page',
    })
  })
})

describe('a file that is not drawn', () => {
  it.each([
    ['a message', Buffer.from([0x30, 0x00]), 'not-a-document'],
    ['text', Buffer.from('text'), 'not-a-document'],
    ['a cut archive', ofd.subarray(0, 100), 'damaged'],
  ])('is %s', async (_, bytes, reason) => {
    const { put, code } = folderOf()
    expect(await code({ ask: 'open', path: put('a', bytes) })).toEqual(['document-not-drawn', { reason }])
  })

  it('is larger than 128 MB', async () => {
    const { put, code } = folderOf()
    const path = put('a.pdf', pdf)
    truncateSync(path, 128 * 1024 * 1024 + 1)
    expect(await code({ ask: 'open', path })).toEqual(['document-too-large-to-draw', { limit: 128 }])
  })

  it('is not there', async () => {
    const { folder, code } = folderOf()
    expect(await code({ ask: 'open', path: join(folder, 'gone') })).toEqual(['document-gone', {}])
  })
})
