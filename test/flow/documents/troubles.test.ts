import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeLeftovers, temporaryName } from '../../../src/main/documents/file-work/leftovers.ts'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { type DocumentsHouse, openDocumentsHouse, signMessage } from '../../house/documents.ts'

const halves = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.part'))
/** Long enough to be caught in the middle of it; the disk does not hold it. */
const long = 400 * 1024 * 1024

describe('a job that something happens to', () => {
  let house: DocumentsHouse
  beforeAll(async () => {
    house = await openDocumentsHouse('pkcs11')
  }, 60_000)
  afterAll(() => house.end())

  it('waits for the key that was pulled out at file 57 of 200, and goes on with it', async () => {
    const person = house.sayYes()
    const paths = Array.from({ length: 200 }, (_, n) => house.put(`第${n + 1}份.txt`, `${n}`))
    truncateSync(paths[56] ?? '', long)
    const ids = await house.list(...paths)
    await house.documents.start({ fileIds: [...ids], work: signMessage(house.signing(), 'detached') })
    await house.shows(({ documents }) => documents[56]?.state.is === 'working')
    unplugUkey(house.keys, 'SIGNER')
    const held = await house.shows(({ documentJob }) => documentJob?.state.is === 'held')
    expect(held.documentJob).toMatchObject({ total: 200, done: 56, failed: 0 })
    expect(readdirSync(house.folder).filter((name) => name.endsWith('.p7s'))).toHaveLength(56)
    expect(halves(house.folder)).toEqual([])
    const states = held.documents.map(({ state }) => state.is)
    expect([states[55], states[56], states[57]]).toEqual(['done', 'waiting', 'waiting'])
    plugUkey(house.keys, 'SIGNER')
    await house.shows(({ tokens }) => tokens.some(({ id }) => id === house.tokenId))
    await house.documents.goOn(undefined)
    await house.ended()
    expect(house.state.current().documentJob).toMatchObject({ done: 200, failed: 0 })
    expect(person.asked.filter(({ kind }) => kind === 'pin')).toHaveLength(2)
    person.stop()
    await house.documents.remove({ fileIds: [...ids] })
  }, 120_000)

  /** Kills the process that writes a result. */
  const killWriter = async (): Promise<void> => {
    while (halves(house.folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    const pid = Number(/-(\d+)-[0-9a-f]+\.part$/.exec(halves(house.folder)[0] ?? '')?.[1])
    process.kill(pid, 'SIGKILL')
    while (halves(house.folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  it('works again on a file whose process is killed, and fails it if that comes twice, and leaves no half', async () => {
    const person = house.sayYes()
    const [big, small] = [house.put('大.bin', ''), house.put('小.txt', '小')]
    truncateSync(big, long)
    const ids = await house.list(big, small)
    await house.documents.start({ fileIds: [...ids], work: signMessage(house.signing(), 'attached') })
    await killWriter()
    await killWriter()
    await house.ended()
    expect(house.view(ids[0] ?? '').state).toMatchObject({
      is: 'failed',
      error: { code: 'document-work-ended' },
    })
    expect(house.view(ids[1] ?? '').state).toMatchObject({ is: 'done' })
    expect(halves(house.folder)).toEqual([])
    expect(house.state.current().documentJob).toMatchObject({ done: 1, failed: 1 })
    person.stop()
  }, 60_000)

  it('leaves nothing of the file at hand when it is given up', async () => {
    const person = house.sayYes()
    const path = house.put('放弃.bin', '')
    truncateSync(path, long)
    const ids = await house.list(path)
    await house.documents.start({ fileIds: [...ids], work: signMessage(house.signing(), 'attached') })
    while (halves(house.folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await house.documents.cancel(undefined)
    expect(house.view(ids[0] ?? '').state).toEqual({ is: 'listed' })
    expect(halves(house.folder)).toEqual([])
    expect(readdirSync(house.folder)).not.toContain('放弃.bin.p7m')
    person.stop()
  }, 60_000)

  it('ends if the person does not give the PIN, and tells each file that is gone', async () => {
    const path = house.put('消失.txt', 'x')
    const ids = await house.list(path)
    rmSync(path)
    await house.documents.start({ fileIds: [...ids], work: signMessage(house.signing(), 'detached') })
    await house.ended()
    expect(house.view(ids[0] ?? '').state).toMatchObject({ is: 'failed', error: { code: 'document-gone' } })
    const other = await house.list(house.put('不签.txt', 'x'))
    await house.documents.start({ fileIds: [...other], work: signMessage(house.signing(), 'detached') })
    const { id } = await house.question()
    house.prompts.answer({ kind: 'refuse', promptId: id })
    await house.ended()
    expect(house.view(other[0] ?? '').state).toEqual({ is: 'listed' })
  }, 60_000)
})

describe('what a kill leaves behind', () => {
  it('is removed when the next result is written there, and what is still written is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'left-'))
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const own = temporaryName()
    const living = own.replace(/-\d+-/, `-${child.pid}-`)
    for (const name of [own, living, '.cert-assistant-00000000-1-0123456789abcdef.part'])
      writeFileSync(join(folder, name), 'half')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await removeLeftovers(folder)
    expect(readdirSync(folder).sort()).toEqual(
      ['.cert-assistant-00000000-1-0123456789abcdef.part', own].sort(),
    )
  })
})
