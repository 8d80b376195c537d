import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { tokenOf } from '../sealed.ts'
import {
  bytes,
  content,
  file,
  grantsOf,
  made,
  now,
  reader,
  refusesTokens,
  signal,
  signer,
  signing,
  trust,
} from './job-made.ts'

describe('files that are signed', () => {
  it('are read four at once', () => {
    const { ready } = made(signing({ form: 'message', content: 'attached' }))
    expect([ready.kind, ready.abreast]).toEqual(['sign', 4])
    expect(ready.task(file('other', 'listed'))).toEqual({
      ...{ kind: 'sign', path: '/nowhere/a', content: 'attached', companion: null },
      ...{ signer: bytes, at: now },
    })
    expect(ready.task(file('signature', 'listed'))).toMatchObject({ companion: '/companion' })
  })

  it('are signed by the token that has the key of the certificate', async () => {
    const sign = async (keyId: string, digest: Uint8Array) => Uint8Array.of(Number(keyId), ...digest)
    const token = tokenOf([reader, signer], { session: { sign } })
    const work = made(signing({ form: 'message', content: 'attached' }), {}, token)
    expect(await grantsOf(work).sign(Uint8Array.of(5), 'sm2-digest')).toEqual(Uint8Array.of(1, 5))
    expect(work.used).toEqual([
      {
        ...{ tokenId: 'token-1', certificateId: 'certificate-1' },
        ...{ purpose: 'sign', content, signal },
      },
    ])
    await refusesTokens(grantsOf(work), false)
  })

  it('are not signed while the token is away', async () => {
    const work = made(signing({ form: 'message', content: 'attached' }), {}, tokenOf([reader]))
    await refusesTokens(grantsOf(work))
    expect(work.used).toEqual([])
  })

  it('are refused before anything is done if the certificate cannot sign', () => {
    const refuse = () => {
      throw new AssistantError('document-signer-unsuitable')
    }
    expect(() => made(signing({ form: 'message', content: 'attached' }), { signing: refuse })).toThrow(
      expect.objectContaining({ code: 'document-signer-unsuitable' }),
    )
  })

  it.each([
    [
      { on: 'page', page: 3, left: 1, top: 2 },
      { kind: 'page', page: 3, left: 1, top: 2 },
    ],
    [
      { on: 'every-page', left: 1, top: 2 },
      { kind: 'every-page', left: 1, top: 2 },
    ],
    [
      { on: 'edges', top: 2 },
      { kind: 'across-edges', top: 2 },
    ],
  ] as const)('may be stamped with a seal %j', async (asked, place) => {
    const sign = async (keyId: string) => Uint8Array.of(Number(keyId))
    const token = tokenOf([signer], { session: { sign } })
    const work = made(signing({ form: 'seal', sealId: 'seal-1', place: asked }), {}, token)
    expect([work.ready.kind, work.ready.abreast]).toEqual(['sign', 1])
    expect(work.ready.task(file('pdf'))).toEqual({
      ...{ kind: 'stamp', path: '/nowhere/a', seal: new TextEncoder().encode('seal-1') },
      ...{ signer: bytes, place, at: now, mark: '已签章', trust },
    })
    expect(await grantsOf(work).sign(Uint8Array.of(5), 'sm2-digest')).toEqual(Uint8Array.of(0))
  })
})
