import { describe, expect, it } from 'vitest'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { sealMessage } from '../../../../src/pki/index.ts'
import { freshParty } from '../../pki/authority.ts'
import { origin } from './asked-person.ts'
import { root } from './memory-ukey.ts'
import { base64, nonce, setUp, signal, utf8 } from './site-dispatcher.ts'
import { refusal } from './site-keys.ts'

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
