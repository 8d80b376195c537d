import { describe, expect, it } from 'vitest'
import {
  certificateIdOf,
  openContentKey,
  openPartInside,
} from '../../../../src/main/documents/opening-keys.ts'
import type { TokenSession } from '../../../../src/native/index.ts'
import { sm4CbcEncrypt } from '../../../../src/pki/index.ts'
import { sealedTo, sealIv, sealKey, tokenOf } from '../sealed.ts'
import { content, failure, one, opening, other } from './opening-with.ts'

const sealed = sealedTo(content, one, other)

describe('a token that never shows the key', () => {
  const hiding = (session: Partial<TokenSession> = {}) =>
    tokenOf([one], { session: { decrypt: async () => Promise.reject(failure('token-lacks')), ...session } })
  const data = sm4CbcEncrypt(sealKey, sealIv, content)

  it('opens the content inside, with the form of the key that is right', async () => {
    const opener = opening([hiding()])
    const { key, inside } = await openContentKey(sealed, opener.parts)
    expect([key, inside.length > 0, inside[0]?.hand.keyId]).toEqual([{ kind: 'inside' }, true, '0'])
    const { plain, right } = await openPartInside(inside, { iv: sealIv, data, last: true }, opener.parts)
    expect([plain, inside.includes(right)]).toEqual([content, true])
  })

  it('is told whether a part is the last', async () => {
    const seen: unknown[] = []
    const token = hiding({
      openEnvelope: async (_, envelope) => {
        seen.push('part' in envelope ? envelope.part : 'last')
        return content
      },
    })
    const opener = opening([token])
    const { inside } = await openContentKey(sealed, opener.parts)
    for (const last of [false, true]) await openPartInside(inside, { iv: sealIv, data, last }, opener.parts)
    expect(seen).toEqual([true, 'last'])
  })

  it('has not opened it if no form of the key is right', async () => {
    const token = hiding({ openEnvelope: async () => Promise.reject(failure('envelope-broken')) })
    const opener = opening([token])
    const { inside } = await openContentKey(sealed, opener.parts)
    await expect(
      openPartInside(inside, { iv: sealIv, data, last: true }, opener.parts),
    ).rejects.toMatchObject({ code: 'document-not-opened' })
  })

  it('stops if it is removed', async () => {
    const error = failure('token-removed')
    const opener = opening([hiding({ openEnvelope: async () => Promise.reject(error) })])
    const { inside } = await openContentKey(sealed, opener.parts)
    await expect(openPartInside(inside, { iv: sealIv, data, last: false }, opener.parts)).rejects.toBe(error)
  })
})

it('a certificate at hand has its name in the snapshot, and a bare key has none', () => {
  const { present } = tokenOf([one])
  const hand = { present, keyId: '0', hasKey: true }
  expect(certificateIdOf({ ...hand, onToken: null })).toBeNull()
  expect(certificateIdOf({ ...hand, onToken: one.certificate })).toContain('token-1')
})
