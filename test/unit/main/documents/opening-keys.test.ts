import { describe, expect, it } from 'vitest'
import type { Seen } from '../../../../src/main/decryption-rehearsal/seen-certificates.ts'
import { openContentKey } from '../../../../src/main/documents/opening-keys.ts'
import { isParty, readEnvelopeHead, toHex } from '../../../../src/pki/index.ts'
import type { ErrorCode } from '../../../../src/shared/errors/index.ts'
import { sealedTo, sealKey, tokenOf, without } from '../sealed.ts'
import { content, failure, one, opening, other, stranger } from './opening-with.ts'

const sealed = sealedTo(content, one, other)
/** In the order in which the file names them. */
const [first, second] = readEnvelopeHead(sealed).recipients.flatMap((recipient) =>
  [one, other].filter(({ certificate }) => recipient && isParty(recipient.party, certificate)),
)
if (!first || !second) throw new Error('no recipients')

describe('the key of a sealed file', () => {
  it('is opened by the token whose certificate the file names', async () => {
    const { parts, used } = opening([
      tokenOf([stranger], { facts: { id: 'a' } }),
      tokenOf([one], { facts: { id: 'b' } }),
    ])
    expect(await openContentKey(sealed, parts)).toEqual({ key: { kind: 'shown', key: sealKey }, inside: [] })
    expect(used).toEqual(['b'])
  })

  it('is asked for first where a login is open', async () => {
    const tokens = [tokenOf([first], { facts: { id: 'a' } }), tokenOf([second], { facts: { id: 'b' } })]
    const closed = opening(tokens)
    await openContentKey(sealed, closed.parts)
    const open = opening(tokens, { open: ['b'] })
    await openContentKey(sealed, open.parts)
    expect([closed.used, open.used]).toEqual([['a'], ['b']])
  })

  it('is opened by the next token if the first one does not open it', async () => {
    const wrong = tokenOf([first], {
      ...{ facts: { id: 'a' }, session: { decrypt: async () => Promise.reject(failure('token-refused')) } },
    })
    const { parts, used } = opening([wrong, tokenOf([second], { facts: { id: 'b' } })])
    expect((await openContentKey(sealed, parts)).key).toEqual({ kind: 'shown', key: sealKey })
    expect(used).toEqual(['a', 'b'])
  })

  it('is looked for under a key that has stayed when its certificate was renewed', async () => {
    const seen = { point: toHex(one.keys.publicKey) } as Seen
    const { parts, used } = opening([tokenOf([one])], { find: () => seen })
    await expect(openContentKey(sealedTo(content, stranger), parts)).rejects.toMatchObject({
      code: 'document-not-opened',
    })
    expect(used).toEqual(['token-1'])
  })

  it('is not here if nobody has it', async () => {
    const { parts, used } = opening([tokenOf([stranger])])
    await expect(openContentKey(sealed, parts)).rejects.toMatchObject({ code: 'document-no-key' })
    const bare = tokenOf([one])
    const shownElsewhere = { ...bare, present: { ...bare.present, keys: tokenOf([stranger]).present.keys } }
    await expect(openContentKey(sealed, opening([shownElsewhere]).parts)).rejects.toMatchObject({
      code: 'document-no-key',
    })
    expect(used).toEqual([])
  })

  it('may be on a token that shows no keys', async () => {
    const bare = tokenOf([one])
    const hidden = { ...bare, present: without(bare.present, 'keys') }
    expect((await openContentKey(sealed, opening([hidden]).parts)).key.kind).toBe('shown')
  })

  it('may be on a token that this job used and that is away', async () => {
    const here = tokenOf([stranger])
    const away = opening([here], { known: ['token-1', 'token-9'] })
    await expect(openContentKey(sealed, away.parts)).rejects.toMatchObject({ code: 'token-absent' })
    const all = opening([here], { known: ['token-1'] })
    await expect(openContentKey(sealed, all.parts)).rejects.toMatchObject({ code: 'document-no-key' })
  })

  it('does not come from a file that is damaged', async () => {
    const { parts } = opening([])
    await expect(openContentKey(Uint8Array.of(1, 2, 3), parts)).rejects.toMatchObject({
      code: 'document-damaged',
    })
  })

  it('has the length of a key; anything else is overwritten and does not count', async () => {
    const short = new Uint8Array(15).fill(3)
    const token = tokenOf([one], { session: { decrypt: async () => short } })
    await expect(openContentKey(sealed, opening([token]).parts)).rejects.toMatchObject({
      code: 'document-not-opened',
    })
    expect(short).toEqual(new Uint8Array(15))
  })

  it.each<ErrorCode>(['input-invalid', 'envelope-broken', 'token-refused'])(
    'is not opened where the token says %s',
    async (code) => {
      const token = tokenOf([one], { session: { decrypt: async () => Promise.reject(failure(code)) } })
      await expect(openContentKey(sealed, opening([token]).parts)).rejects.toMatchObject({
        code: 'document-not-opened',
      })
    },
  )

  it.each([failure('token-removed'), new Error('a fault')])('stops with %s', async (error) => {
    const token = tokenOf([one], { session: { decrypt: async () => Promise.reject(error) } })
    await expect(openContentKey(sealed, opening([token]).parts)).rejects.toBe(error)
  })
})
