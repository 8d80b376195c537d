import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentState } from '../../../src/shared/documents/model.ts'
import { type DocumentsHouse, openDocumentsHouse, signMessage } from '../../house/documents.ts'
import { keyPlaces } from '../../house/web-signing.ts'

const outputOf = (state: DocumentState | undefined): string => {
  if (state?.is !== 'done' || state.result.kind === 'verified') throw new Error(JSON.stringify(state))
  return state.result.output
}
const content = Buffer.from('合同正文 '.repeat(1000))

describe.each(keyPlaces)('files signed and encrypted with a key: %s', (place) => {
  let house: DocumentsHouse
  let person: ReturnType<DocumentsHouse['sayYes']>
  beforeAll(async () => {
    house = await openDocumentsHouse(place)
  }, 60_000)
  afterAll(() => house.end())
  beforeEach(async () => {
    person = house.sayYes()
    return () => person.stop()
  })

  const verified = async (path: string) => {
    const ids = await house.list(path)
    const [state] = await house.work(ids, { kind: 'verify' })
    return { state, verdict: await house.documents.verdict({ fileId: ids[0] ?? '' }) }
  }

  it('signs ten files beside them with one PIN, and each is valid', async () => {
    const paths = Array.from({ length: 10 }, (_, n) => house.put(`合同${n}.txt`, `${n} ${content}`))
    const ids = await house.list(...paths)
    const states = await house.work(ids, signMessage(house.signing(), 'detached'))
    expect(states.map(outputOf)).toEqual(paths.map((path) => `${path}.p7s`))
    expect(person.asked).toMatchObject([
      { kind: 'pin', purpose: 'sign', content: { kind: 'files', count: 10 } },
    ])
    const { state, verdict } = await verified(paths[3] ?? '')
    expect(state).toEqual({ is: 'done', result: { kind: 'verified', outcome: 'valid', signatures: 1 } })
    expect(verdict.signatures[0]).toMatchObject({ integrity: 'intact', chain: { state: 'trusted' } })
  })

  it('signs around a file, adds a signer to it, and both signatures are valid', async () => {
    const path = house.put('附件.bin', content)
    const [first] = await house.work(await house.list(path), signMessage(house.signing(), 'attached'))
    expect(outputOf(first)).toBe(`${path}.p7m`)
    const [second] = await house.work(
      await house.list(outputOf(first)),
      signMessage(house.signing(), 'attached'),
    )
    expect(outputOf(second)).toBe(`${path}(1).p7m`)
    const { verdict } = await verified(outputOf(second))
    expect(verdict).toMatchObject({ outcome: 'valid', signatures: [{ id: '1' }, { id: '2' }] })
  })

  it('encrypts a file, signed, and decrypts it again', async () => {
    const path = house.put('标书.doc', content)
    const recipients = [await house.recipient()]
    const work = { kind: 'encrypt', recipients, signer: house.signing() } as const
    const [sealed] = await house.work(await house.list(path), work)
    expect(outputOf(sealed)).toBe(`${path}.p7m`)
    const ids = await house.list(outputOf(sealed))
    expect(house.view(ids[0] ?? '')).toMatchObject({ content: 'sealed' })
    const [opened] = await house.work(ids, { kind: 'decrypt' })
    expect(opened).toEqual({
      is: 'done',
      result: { kind: 'decrypted', output: join(house.folder, '标书(1).doc'), signature: 'valid' },
    })
    expect(readFileSync(outputOf(opened))).toEqual(content)
  })

  it('opens a long file in parts, and leaves nothing of a damaged one', async () => {
    const long = Buffer.alloc(300_000, '长')
    const path = house.put('长.bin', long)
    const recipients = [await house.recipient()]
    const [sealed] = await house.work(await house.list(path), { kind: 'encrypt', recipients, signer: null })
    rmSync(path)
    const [opened] = await house.work(await house.list(outputOf(sealed)), { kind: 'decrypt' })
    expect(outputOf(opened)).toBe(path)
    expect(readFileSync(path)).toEqual(long)
    rmSync(path)
    const bytes = readFileSync(outputOf(sealed))
    writeFileSync(outputOf(sealed), bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 0x55))
    const [damaged] = await house.work(await house.list(outputOf(sealed)), { kind: 'decrypt' })
    expect(damaged).toMatchObject({ is: 'failed', error: { code: 'document-not-opened' } })
    expect(readdirSync(house.folder).filter((name) => name.includes('.part'))).toEqual([])
    expect(readdirSync(house.folder)).not.toContain('长.bin')
  })
})
