import { describe, expect, it } from 'vitest'
import { createDispatcher } from '../../../../src/main/web-signing/dispatcher.ts'
import { createKeys } from '../../../../src/main/web-signing/keys.ts'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'
import {
  parseSignedMessage,
  sealMessage,
  sm2Verify,
  sm3,
  verifySignedMessage,
} from '../../../../src/pki/index.ts'
import type { SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import { readStatement } from '../../../../src/shared/web-signing/statement.ts'
import type { PageRequest, Signed } from '../../../../src/shared/web-signing/wire.ts'
import { freshParty } from '../../pki/authority.ts'
import { askedPerson, endlessPatience, openPage, origin } from './asked-person.ts'
import { certificatesOn, memoryUkey, now, root } from './memory-ukey.ts'
import { refusal } from './site-keys.ts'

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
const { signal } = new AbortController()

const setUp = (scopes: SiteScopes = usualScopes) => {
  const ukey = memoryUkey('ukey-1')
  const certificates = certificatesOn([ukey])
  const person = askedPerson()
  const history: { readonly digest: string | null }[] = []
  const turns = createTurns()
  const site: { scopes: SiteScopes | null; wants: number; revoked: boolean } = {
    scopes,
    wants: 0,
    revoked: false,
  }
  const approval = {
    scopes: () => site.scopes,
    want: async () => {
      site.wants += 1
      return scopes
    },
  }
  const keys = createKeys({
    ...{ certificates, prompts: person.prompts, patience: endlessPatience().patience, now: () => now },
    sites: { find: () => null, used: () => undefined },
    history: { add: (use) => void history.push(use) },
    ...{ tokens: () => [ukey.view], busy: () => null },
  })
  const isRevoked = () => site.revoked
  const dispatcher = createDispatcher({ approval, keys, certificates, turns, isRevoked, now: () => now })
  const { page } = openPage()
  const ask = (request: PageRequest) => dispatcher.ask(page, request, signal)
  const sign = (more: object = {}) =>
    ask({ ask: 'sign', nonce, content: { kind: 'text', text: '合同' }, ...more }) as Promise<Signed>
  return { ...person, ...{ ukey, certificates, history, turns, site, dispatcher, page, ask, sign } }
}
const chain = [base64(root.certificate.raw)]
const rightOver = ({ statement, signature, certificate }: Signed, publicKey: Uint8Array): boolean =>
  certificate.length > 0 && sm2Verify(publicKey, utf8(statement), bytesOf(signature))

describe('a page is answered', () => {
  it('with a login over a statement that names it', async () => {
    const { ask, ukey, history, asked } = setUp()
    const signed = (await ask({ ask: 'sign-in', nonce })) as Signed
    const certificate = base64(ukey.signing.certificate.raw)
    expect(signed).toMatchObject({ form: 'plain', algorithm: 'sm2-sm3', certificate, chain })
    expect(readStatement(signed.statement)).toEqual({
      ...{ origin, time: now.toISOString(), nonce, about: { purpose: 'sign-in' } },
    })
    expect(rightOver(signed, ukey.signing.keys.publicKey)).toBe(true)
    const digest = hex(sm3(utf8(signed.statement)))
    expect(history).toMatchObject([{ purpose: 'sign-in', digest, loose: false }])
    expect(asked).toMatchObject([{ kind: 'pin', purpose: 'login', content: null, loose: false }])
  })

  it('with a signature over a statement that names the content', async () => {
    const { sign, ukey, history, asked } = setUp()
    const signed = await sign()
    const [content, digest] = [utf8('合同'), hex(sm3(utf8('合同')))]
    expect(readStatement(signed.statement)).toEqual({
      ...{ origin, time: now.toISOString(), nonce },
      about: { purpose: 'sign', sm3: digest, length: content.length },
    })
    expect([signed.form, rightOver(signed, ukey.signing.keys.publicKey)]).toEqual(['plain', true])
    expect(history).toMatchObject([{ purpose: 'sign', digest, loose: false }])
    expect(asked).toMatchObject([{ purpose: 'sign', content: { kind: 'text', text: '合同' }, loose: false }])
  })

  it('with a message that carries the statement and its chain, if it wants that form', async () => {
    const { sign, ukey } = setUp()
    const answer: object = await sign({ form: 'cms' })
    expect(answer).toEqual({ form: 'cms', cms: expect.any(String) })
    const message = parseSignedMessage(bytesOf(String(Object.values(answer)[1])))
    expect(readStatement(new TextDecoder().decode(message.content ?? undefined))).toMatchObject({
      about: { purpose: 'sign' },
    })
    expect(new Set(message.certificates.map(({ raw }) => base64(raw)))).toEqual(
      new Set([base64(ukey.signing.certificate.raw), ...chain]),
    )
    const seconds = Math.floor(now.getTime() / 1_000) * 1_000
    expect(verifySignedMessage(message)).toMatchObject([{ problem: null }])
    expect(message.signers.map(({ signingTime }) => signingTime?.getTime())).toEqual([seconds])
  })

  it('with what is in a message that is sealed for a certificate here', async () => {
    const { ask, ukey, history, asked } = setUp()
    const sealed = sealMessage(utf8('密件'), [ukey.encryption.certificate])
    const digest = hex(sm3(sealed))
    expect(await ask({ ask: 'decrypt', envelope: base64(sealed) })).toEqual({ content: base64(utf8('密件')) })
    const content = { kind: 'file', name: null, length: sealed.length, sm3: digest }
    expect(asked).toMatchObject([{ kind: 'pin', purpose: 'decrypt', content, loose: false }])
    expect(history).toMatchObject([{ purpose: 'decrypt', digest }])
    expect(ukey.opened.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true])
  })

  it('with a message that is sealed for all whom it names', async () => {
    const { ask, ukey } = setUp()
    const recipients = [base64(ukey.encryption.certificate.raw)]
    const { envelope } = (await ask({ ask: 'encrypt', recipients, content: base64(utf8('密件')) })) as {
      readonly envelope: string
    }
    expect(await ask({ ask: 'decrypt', envelope })).toEqual({ content: base64(utf8('密件')) })
  })

  it('with a list of certificates, all or those for one use', async () => {
    const { ask, certificates } = setUp()
    const [signer, opener] = certificates.all().map(({ id, certificate, view, uses }) => ({
      ...{ id: certificates.nameAt(origin, id), certificate: base64(certificate.raw), uses },
      ...{ holder: view.holder, notAfter: view.notAfter },
    }))
    expect(await ask({ ask: 'certificates' })).toEqual({ certificates: [signer, opener] })
    expect(await ask({ ask: 'certificates', use: 'sign' })).toEqual({ certificates: [signer] })
    expect(await ask({ ask: 'certificates', use: 'encrypt' })).toEqual({ certificates: [opener] })
  })

  it('with a verdict on what was signed', async () => {
    const { ask, sign, site, ukey } = setUp()
    const signed = await sign()
    const verify = () => ask({ ask: 'verify', signed })
    const holder = ukey.known[0].view.holder
    expect(await verify()).toEqual({ verdict: 'valid', holder, origin, time: now.toISOString() })
    site.revoked = true
    expect(await verify()).toEqual({ verdict: 'invalid', because: 'revoked' })
  })

  it('when it watches, leaves, or takes a request back', async () => {
    const { ask, page, site } = setUp()
    expect(await ask({ ask: 'watch' })).toEqual({})
    expect([page.watching, site.wants]).toEqual([true, 1])
    page.covers.add('ukey-1')
    expect(await ask({ ask: 'cancel', request: 1 })).toEqual({})
    expect(page.covers.size).toBe(1)
    expect(await ask({ ask: 'leave' })).toEqual({})
    expect([page.covers.size, site.wants]).toEqual([0, 1])
  })
})

describe('a page is refused', () => {
  it('certificates and news of them if it may not see them', async () => {
    const { ask, page } = setUp({ ...usualScopes, certificates: false })
    await expect(ask({ ask: 'certificates' })).rejects.toMatchObject(refusal('not-approved'))
    await expect(ask({ ask: 'watch' })).rejects.toMatchObject(refusal('not-approved'))
    expect(page.watching).toBe(false)
  })

  it('a message for a certificate that is none, or that is only for signatures', async () => {
    const { ask, ukey } = setUp()
    const fit = base64(ukey.encryption.certificate.raw)
    const encrypt = (recipient: string) => ask({ ask: 'encrypt', recipients: [fit, recipient], content: '' })
    await expect(encrypt('AAAA')).rejects.toMatchObject(refusal('malformed'))
    await expect(encrypt(base64(ukey.signing.certificate.raw))).rejects.toMatchObject(
      refusal('not-for-this-key'),
    )
    const both = freshParty(root, { profile: 'encryption', extensions: [] })
    expect(await encrypt(base64(both.certificate.raw))).toEqual({ envelope: expect.any(String) })
  })

  it('the opening of what is no sealed message, or one for somebody else', async () => {
    const { ask, asked } = setUp()
    await expect(ask({ ask: 'decrypt', envelope: 'AAAA' })).rejects.toMatchObject(refusal('malformed'))
    const other = freshParty(root, { profile: 'encryption' })
    const envelope = base64(sealMessage(utf8('密件'), [other.certificate]))
    await expect(ask({ ask: 'decrypt', envelope })).rejects.toMatchObject(refusal('no-certificate'))
    expect(asked).toEqual([])
  })

  it('a signature if the person took the approval back while it waited for its turn', async () => {
    const { sign, site, turns, asked } = setUp()
    const first = Promise.withResolvers<void>()
    const running = turns.take(origin, signal, () => first.promise)
    const pending = sign().catch((error: unknown) => error)
    site.scopes = null
    first.resolve()
    await running
    expect([await pending, asked]).toMatchObject([refusal('not-approved'), []])
  })
})

describe('a page in an open login', () => {
  it('that is free does not wait for its turn; any other does', async () => {
    const { sign, site, turns, certificates, dispatcher, page, kinds } = setUp({
      ...{ certificates: true, sign: 'free', signIn: 'ask' },
    })
    const [{ id } = { id: '' }] = certificates.all()
    const certificate = certificates.nameAt(origin, id)
    await sign({ certificate })
    const held = Promise.withResolvers<void>()
    const running = turns.take(origin, signal, () => held.promise)
    expect(await sign({ certificate })).toMatchObject({ form: 'plain' })
    const later: string[] = []
    const others = [sign(), dispatcher.ask(page, { ask: 'sign-in', nonce, certificate }, signal)].map((one) =>
      one.then(() => void later.push('answered')),
    )
    await new Promise((resolve) => setImmediate(resolve))
    expect(later).toEqual([])
    held.resolve()
    await Promise.all([running, ...others])
    expect([later.length, site.wants, kinds()]).toEqual([2, 4, ['pin', 'pin']])
  })
})
