import { describe, expect, it } from 'vitest'
import { parseSignedMessage, sealMessage, sm3, verifySignedMessage } from '../../../../src/pki/index.ts'
import { readStatement } from '../../../../src/shared/web-signing/statement.ts'
import type { Signed } from '../../../../src/shared/web-signing/wire.ts'
import { origin } from './asked-person.ts'
import { now } from './memory-ukey.ts'
import { base64, bytesOf, chain, hex, nonce, rightOver, setUp, utf8 } from './site-dispatcher.ts'

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
