import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../../src/pki/index.ts'
import {
  createMemoryReplayStore,
  newNonce,
  revocationByLists,
  revocationNotChecked,
  type VerifyOptions,
  verifySigned,
  verifySignIn,
} from '../../../src/site-sdk/server/index.ts'
import { freshParty, freshRoot } from '../pki/authority.ts'
import { cmsBy, listBy, nonce, origin, signedBy, siteAuthority, statementOf } from './site-authority.ts'

const { root, issuing, holder } = siteAuthority()
const lists = [listBy(root, []), listBy(issuing, [])]

const optionsWith = (rest: Partial<VerifyOptions> = {}): VerifyOptions => ({
  ...{ origin, nonce, replay: createMemoryReplayStore(), trusted: [root.certificate.raw] },
  revocation: revocationByLists(() => lists),
  ...rest,
})

const verdict = async (signed: unknown, rest: Partial<VerifyOptions> = {}): Promise<string> => {
  const answer = await verifySignIn(signed, optionsWith(rest))
  return answer.ok ? 'ok' : answer.because
}

describe('a server that checks a sign-in', () => {
  it('accepts the holder and reads who it is, in both forms', async () => {
    for (const signed of [signedBy(holder, [issuing]), cmsBy(holder, [issuing])]) {
      const answer = await verifySignIn(signed, optionsWith())
      expect(answer).toMatchObject({ ok: true, statement: { origin, nonce, about: { purpose: 'sign-in' } } })
      expect(answer.ok && answer.certificate.raw).toEqual(holder.certificate.raw)
    }
  })

  it('accepts each nonce once', async () => {
    const options = optionsWith()
    const signed = signedBy(holder, [issuing])
    const answers = [await verifySignIn(signed, options), await verifySignIn(signed, options)]
    expect(answers).toMatchObject([{ ok: true }, { ok: false, because: 'replay' }])
  })

  it('does not let a refused signature use up the nonce of another person', async () => {
    const replay = createMemoryReplayStore()
    const stranger = freshParty(freshRoot(), { profile: 'signing' })
    expect(await verdict(signedBy(stranger, []), { replay })).toBe('chain')
    expect(await verdict(signedBy(holder, [issuing]), { replay })).toBe('ok')
  })

  it('forgets a nonce only when its time is over', () => {
    let now = new Date('2026-11-27T00:00:00Z')
    const store = createMemoryReplayStore(() => now)
    const until = new Date('2026-11-27T00:05:00Z')
    expect(store.claim('a', until)).toBe(true)
    now = until
    expect(store.claim('a', until)).toBe(false)
    now = new Date('2026-11-27T00:05:02Z')
    expect(store.claim('b', until)).toBe(true)
    expect(store.claim('a', until)).toBe(true)
  })

  it.each([
    ['another site', { origin: 'https://www.example.com' }, 'origin'],
    ['the same host over http', { origin: 'http://www.example.cn' }, 'origin'],
    ['another port', { origin: 'https://www.example.cn:8443' }, 'origin'],
    ['another nonce', { nonce: newNonce() }, 'nonce'],
    ['a time before what is allowed', { time: new Date(Date.now() - 301_000).toISOString() }, 'time'],
    ['a time to come', { time: new Date(Date.now() + 90_000).toISOString() }, 'time'],
    ['the signature of a text', { content: '同意' }, 'purpose'],
  ])('refuses %s', async (_, wish, because) => {
    expect(await verdict(signedBy(holder, [issuing], wish))).toBe(because)
    expect(await verdict(cmsBy(holder, [issuing], wish))).toBe(because)
  })

  it('refuses a statement that was changed after it was signed', async () => {
    const signed = signedBy(holder, [issuing], { nonce: newNonce() })
    expect(await verdict({ ...signed, statement: statementOf({}) })).toBe('signature')
  })

  it('refuses the certificate of somebody else under the signature', async () => {
    const other = freshParty(issuing, { profile: 'signing' })
    const certificate = toBase64(other.certificate.raw)
    expect(await verdict({ ...signedBy(holder, [issuing]), certificate })).toBe('signature')
  })

  it('refuses an authority that the site does not know, even if it comes along', async () => {
    const strange = siteAuthority()
    expect(await verdict(signedBy(strange.holder, [strange.issuing, strange.root]))).toBe('chain')
  })

  it('refuses a holder who acts as an authority', async () => {
    const below = freshParty(holder, { profile: 'signing' })
    expect(await verdict(signedBy(below, [holder, issuing]))).toBe('chain')
  })

  it('refuses an encryption certificate and one that is over', async () => {
    const sealing = freshParty(issuing, { profile: 'encryption' })
    const over = freshParty(issuing, { profile: 'signing', from: new Date(0), to: new Date(1) })
    expect(await verdict(signedBy(sealing, [issuing]))).toBe('usage')
    expect(await verdict(signedBy(over, [issuing]))).toBe('expired')
  })

  it('refuses a revoked holder, a revoked authority, and one about whom nothing is known', async () => {
    const signed = signedBy(holder, [issuing])
    const about = (...all: Uint8Array[]) => ({ revocation: revocationByLists(() => all) })
    expect(await verdict(signed, about(listBy(root, []), listBy(issuing, [holder])))).toBe('revoked')
    expect(await verdict(signed, about(listBy(root, [issuing]), listBy(issuing, [])))).toBe('revoked')
    expect(await verdict(signed, about(listBy(root, [])))).toBe('revocation-unknown')
    expect(await verdict(signed, { revocation: revocationNotChecked })).toBe('ok')
  })

  it('believes a list that the authority made while it was fetched, and none from further ahead', async () => {
    const signed = signedBy(holder, [issuing])
    const made = (after: number) => {
      const at = new Date(Date.now() + after)
      return { revocation: revocationByLists(() => [listBy(root, [], at), listBy(issuing, [], at)]) }
    }
    expect(await verdict(signed, made(5_000))).toBe('ok')
    expect(await verdict(signed, made(300_000))).toBe('revocation-unknown')
  })

  it('refuses a list that somebody else signed', async () => {
    const forger = freshRoot({ subject: issuing.certificate.subject.raw })
    const revocation = revocationByLists(() => [listBy(root, []), listBy(forger, [])])
    expect(await verdict(signedBy(holder, [issuing]), { revocation })).toBe('revocation-unknown')
  })

  const right = signedBy(holder, [issuing])
  const strange: Readonly<Record<string, unknown>> = {
    ...{ nothing: null, 'not even null': undefined, 'a number': 7, 'a text': 'sign-in', 'a list': [] },
    ...{ 'no fields': {}, 'a form alone': { form: 'plain' }, 'an empty message': { form: 'cms', cms: '' } },
    ...{ 'another structure': { form: 'cms', cms: 'MAA=' } },
    'a certificate as a message': { form: 'cms', cms: right.certificate },
    'a long chain': { ...right, chain: Array(9).fill(right.certificate) },
    'a chain that is no list': { ...right, chain: right.certificate },
    'a certificate of a megabyte': { ...right, certificate: 'x'.repeat(1e6) },
    'a certificate that is an object': { ...right, certificate: {} },
    'an algorithm named like a part of objects': { ...right, algorithm: 'constructor' },
    'an algorithm named __proto__': { ...right, algorithm: '__proto__' },
    'a signature that is no base64': { ...right, signature: '!' },
  }
  it.each(Object.keys(strange))('refuses what is no answer of the assistant: %s', async (name) => {
    expect(await verdict(strange[name])).toBe('malformed')
  })
})

describe('a server that checks a signed text', () => {
  const text = '同意转让商标 12345678。'

  it('accepts exactly this text', async () => {
    for (const signed of [
      signedBy(holder, [issuing], { content: text }),
      cmsBy(holder, [issuing], { content: text }),
    ]) {
      expect(await verifySigned(signed, text, optionsWith())).toMatchObject({ ok: true })
      expect(await verifySigned(signed, `${text} `, optionsWith())).toMatchObject({ because: 'content' })
    }
  })

  it('does not take a sign-in for a signature', async () => {
    const signed = signedBy(holder, [issuing])
    expect(await verifySigned(signed, '', optionsWith())).toMatchObject({ because: 'purpose' })
  })
})
