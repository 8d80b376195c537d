import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDrawer } from '../../../src/main/documents/drawing/drawer.ts'
import { nodeFork } from '../../../src/main/shell/node-fork.ts'
import { type DocumentsHouse, openDocumentsHouse } from '../../house/documents.ts'
import { sample } from '../../unit/documents/samples.ts'

describe('pages of listed files, read in a process of their own', () => {
  let house: DocumentsHouse
  beforeAll(async () => {
    house = await openDocumentsHouse('soft')
  }, 60_000)
  afterAll(() => house.end())

  const listed = async (set: Parameters<typeof sample>[0], name: string): Promise<string> => {
    const [id] = await house.list(house.put(name, sample(set, name)))
    return id ?? ''
  }
  const wholeOf = async (fileId: string, version: string, size: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let offset = 0; offset < size; offset += parts.at(-1)?.length ?? size)
      parts.push(Buffer.from(await house.documents.drawnPart({ fileId, version, offset }), 'base64'))
    return Buffer.concat(parts)
  }

  it('an OFD comes as pages with their stamps', async () => {
    const fileId = await listed('ofd-example', 'valid_v4_seal.ofd')
    const { kind, frame, version, judged } = await house.documents.drawing({ fileId })
    expect([kind, frame.pages.length, frame.stamps.length, judged]).toEqual(['ofd', 1, 1, false])
    const page = await house.documents.drawnPage({ fileId, version, page: 0 })
    expect(page.text).toEqual(['你好呀，OFD Reader&Writer！'])
    expect(page.stamps).toHaveLength(1)
    await expect(house.documents.drawnPage({ fileId, version, page: 1 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('a PDF comes as its frame and its very bytes', async () => {
    const fileId = await listed('pdf', 'sm2_ses_v4.pdf')
    const { kind, frame, version, size } = await house.documents.drawing({ fileId })
    expect([kind, frame.pages.length]).toEqual(['pdf', 1])
    expect((await wholeOf(fileId, version, size)).equals(sample('pdf', 'sm2_ses_v4.pdf'))).toBe(true)
  })

  it('a file that programs show differently is refused with its sentence, and its verdict stands', async () => {
    const fileId = await listed('ofd-faulty', 'neg_duplicate_zip_entry.ofd')
    await house.work([fileId], { kind: 'verify' })
    await expect(house.documents.drawing({ fileId })).rejects.toMatchObject({ code: 'document-not-drawn' })
    expect(await house.documents.verdict({ fileId })).toMatchObject({ outcome: 'invalid' })
  })

  it('a file that was changed loses its verdict on the pages, and pages of two states are not mixed', async () => {
    const fileId = await listed('pdf', 'sm2_cms_attributes.pdf')
    await house.work([fileId], { kind: 'verify' })
    const before = await house.documents.drawing({ fileId })
    expect(before.judged).toBe(true)
    appendFileSync(join(house.folder, 'sm2_cms_attributes.pdf'), '\n')
    await expect(
      house.documents.drawnPart({ fileId, version: before.version, offset: 0 }),
    ).rejects.toMatchObject({ code: 'document-changed' })
    expect(await house.documents.drawing({ fileId })).toMatchObject({ judged: false })
  })

  it('pages are drawn while a job runs, and the job comes to its end', async () => {
    const fileId = await listed('ofd-example', 'valid_v4_two_seals.ofd')
    const long = await house.list(house.put('长.bin', Buffer.alloc(60_000_000, '长')))
    const recipients = [await house.recipient()]
    const working = house.work(long, { kind: 'encrypt', recipients, signer: null })
    expect((await house.documents.drawing({ fileId })).frame.stamps).toHaveLength(2)
    expect(house.state.current().documentJob?.state.is).toBe('running')
    expect(await working).toMatchObject([{ is: 'done', result: { kind: 'encrypted' } }])
  }, 60_000)

  it('a process that answers nonsense, or ends, is no answer', async () => {
    const code = 'document-drawing-ended'
    for (const nonsense of [{ say: 'open', opened: { kind: 'pdf' } }, { say: 'part', part: 'x' }, null]) {
      let killed = 0
      const drawer = createDrawer(() => {
        const told = Promise.withResolvers<void>()
        return {
          pid: undefined,
          send: told.resolve,
          kill: () => {
            killed += 1
          },
          onMessage: (listener) => void told.promise.then(() => nonsense && listener(nonsense)),
          onExit: (listener) => void told.promise.then(() => nonsense === null && listener(1)),
        }
      })
      await expect(drawer.open('/somewhere')).rejects.toMatchObject({ code })
      expect(killed).toBe(nonsense === null ? 0 : 1)
    }
  })

  it('a process that takes too long is ended, and the next question has a new one', async () => {
    const path = house.put('慢.ofd', sample('ofd-example', 'valid_v1_seal.ofd'))
    const hurried = createDrawer(nodeFork(''), 1)
    const code = 'document-drawing-ended'
    await expect(hurried.open(path)).rejects.toMatchObject({ code })
    await expect(hurried.open(path)).rejects.toMatchObject({ code })
    hurried.stop()
    const patient = createDrawer(nodeFork(''))
    const both = [patient.open(path), patient.open(house.put('空.pdf', '%PDF-1.7'))]
    expect(await Promise.allSettled(both)).toMatchObject([
      { status: 'fulfilled', value: { kind: 'ofd' } },
      { status: 'rejected', reason: { code: 'document-not-drawn' } },
    ])
    patient.stop()
  }, 60_000)
})
