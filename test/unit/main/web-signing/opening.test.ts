import { describe, expect, it } from 'vitest'
import { isFor, openMessage, readEnvelope } from '../../../../src/main/web-signing/opening.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import type { TokenSession } from '../../../../src/native/index.ts'
import { type EnvelopedMessage, OID, PkiError, sealMessage } from '../../../../src/pki/index.ts'
import { AssistantError, type ErrorCode } from '../../../../src/shared/errors/index.ts'
import { certificatesOn, memoryUkey } from './memory-ukey.ts'

const content = new TextEncoder().encode('合同')
const [ukey, other] = [memoryUkey('ukey-1'), memoryUkey('ukey-2')]
const certificates = certificatesOn([ukey, other])
const [signing, encryption, , foreign] = certificates.all() as [Usable, Usable, Usable, Usable]
const sealedFor = (...all: readonly Usable[]) =>
  readEnvelope(
    sealMessage(
      content,
      all.map(({ certificate }) => certificate),
    ),
  )
const message = sealedFor(encryption)

/** Opens with the Ukey, whose session is changed in this way. */
const open = (
  one: EnvelopedMessage,
  change: (session: TokenSession) => Partial<TokenSession> = () => ({}),
) => {
  const hand = certificates.atHand(encryption)
  if (hand === null) throw new Error('the Ukey is gone')
  ukey.log.splice(0)
  return ukey.present.token.withSession(null, (session) =>
    openMessage({ ...session, ...change(session) }, hand, encryption, one),
  )
}
const failing = (error: unknown) => () => ({ openEnvelope: () => Promise.reject(error) })

describe('a sealed message', () => {
  it('is read, or refused as malformed', () => {
    expect(message.recipients).toHaveLength(1)
    expect(() => readEnvelope(content)).toThrow(
      expect.objectContaining({ refusal: { code: 'malformed' }, cause: expect.any(PkiError) }),
    )
  })

  it('is for the certificates that it names', () => {
    expect([signing, encryption, foreign].map((one) => isFor(message, one))).toEqual([false, true, false])
    expect(isFor(sealedFor(foreign, encryption), encryption)).toBe(true)
  })

  it('opens inside the Ukey, which never shows the key', async () => {
    expect(Buffer.from(await open(message)).toString()).toBe('合同')
    expect(ukey.log).toEqual(['in without a PIN', 'open', 'out'])
  })

  it('opens for one of several', async () => {
    expect(Buffer.from(await open(sealedFor(foreign, encryption))).toString()).toBe('合同')
  })

  it.each([OID.sm4Cbc, OID.sm4])(
    'in the algorithm %s opens inside, if there is a vector',
    async (algorithm) => {
      expect(
        Buffer.from(await open({ ...message, encrypted: { ...message.encrypted, algorithm } })).length,
      ).toBe(6)
      expect(ukey.log).toContain('open')
    },
  )

  it('in another algorithm opens outside with the key, which is wiped', async () => {
    const keys: Uint8Array[] = []
    const encrypted = { ...message.encrypted, algorithm: '1.2.3' }
    const noting = (session: TokenSession) => ({
      decrypt: async (keyId: string, cipher: Uint8Array) => {
        const key = await session.decrypt(keyId, cipher)
        keys.push(key)
        return key
      },
    })
    await expect(open({ ...message, encrypted }, noting)).rejects.toMatchObject({
      refusal: { code: 'failed' },
    })
    expect(ukey.log).toContain('decrypt')
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) expect([...key].every((byte) => byte === 0)).toBe(true)
  })
})

describe('a sealed message does not open', () => {
  const failed = { refusal: { code: 'failed' } }

  it('if it names somebody else', async () => {
    await expect(open(sealedFor(foreign))).rejects.toMatchObject(failed)
    expect(ukey.log).toEqual(['in without a PIN', 'out'])
  })

  it.each<ErrorCode>(['input-invalid', 'envelope-broken', 'token-refused'])(
    'if the key takes it in no form (%s)',
    async (code) => {
      const error = new AssistantError(code as 'input-invalid')
      await expect(open(message, failing(error))).rejects.toMatchObject(failed)
    },
  )

  it('if what opened is no message', async () => {
    await expect(open(message, failing(new PkiError('SM4', 'bad-length')))).rejects.toMatchObject(failed)
  })

  it.each([new AssistantError('token-removed'), new AssistantError('pin-locked'), new Error('odd')])(
    'and that is told at once: %s',
    async (error) => {
      const tries = { count: 0 }
      const once = () => ({
        openEnvelope: () => {
          tries.count += 1
          return Promise.reject(error)
        },
      })
      await expect(open(message, once)).rejects.toBe(error)
      expect(tries.count).toBe(1)
    },
  )
})
