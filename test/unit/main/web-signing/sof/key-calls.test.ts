import { describe, expect, it } from 'vitest'
import * as calls from '../../../../../src/main/web-signing/sof/key-calls.ts'
import { userOf } from '../../../../../src/main/web-signing/sof/session.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { parseSignedMessage, sm2Verify, sm3, verifySignedMessage } from '../../../../../src/pki/index.ts'
import { longestShownText } from '../../../../../src/shared/prompt/model.ts'
import { statementPrefix } from '../../../../../src/shared/web-signing/statement.ts'
import { bytesOf, olderPage, utf8 } from '../older-page.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const content = utf8('合同')

const pageWithUser = async (logsIn = true) => {
  const made = olderPage(['ukey-1'], logsIn)
  const user = await userOf(made.session, made.certId())
  if (logsIn) made.session.loggedIn.add(user.certId)
  const [{ signing, encryption, log }] = made.ukeys as [(typeof made.ukeys)[number]]
  return { ...made, ...{ user, signing, encryption, log } }
}

describe('logging in', () => {
  it('opens the key once and remembers who', async () => {
    const { session, user, uses } = await pageWithUser(false)
    expect(await calls.logIn(session, user)).toBe(true)
    expect(uses).toEqual([
      {
        ...{ purpose: 'sign-in', use: 'sign', content: null, loose: true, opens: true },
        ...{ digest: null, name: 'c0' },
      },
    ])
    expect([[...session.loggedIn], session.lastLogin, session.lastSigner]).toEqual([
      ...[[user.certId], user.certId, ''],
    ])
  })

  it('that is refused ends the login before it', async () => {
    const { session, user, says } = await pageWithUser()
    says.use = 'refused'
    await expect(calls.logIn(session, user)).rejects.toMatchObject({ refusal: { code: 'refused' } })
    expect([[...session.loggedIn], session.lastLogin]).toEqual([[], ''])
  })

  it('is needed where pages log in, and nowhere else', async () => {
    const { session, user } = await pageWithUser()
    expect(calls.mustBeLoggedIn(session, user)).toBeUndefined()
    session.loggedIn.clear()
    expect(() => calls.mustBeLoggedIn(session, user)).toThrow(
      expect.objectContaining({ code: SOR.notLoggedIn }),
    )
    const other = await pageWithUser(false)
    expect(calls.mustBeLoggedIn(other.session, other.user)).toBeUndefined()
  })
})

const shownAs = (bytes: Uint8Array) => ({
  kind: 'file',
  name: null,
  length: bytes.length,
  sm3: hex(sm3(bytes)),
})

describe('content is signed', () => {
  it('with a bare signature', async () => {
    const { session, user, signing, uses } = await pageWithUser()
    const signature = bytesOf(await calls.signData(session, user, content))
    expect(sm2Verify(signing.keys.publicKey, content, signature)).toBe(true)
    expect(uses).toEqual([
      {
        ...{ purpose: 'sign', use: 'sign', content: { kind: 'text', text: '合同' }, loose: true },
        ...{ digest: hex(sm3(content)), name: 'c0' },
      },
    ])
    expect(session.lastSigner).toBe(user.certId)
  })

  it.each([true, false])('as a message (content apart: %s)', async (detached) => {
    const { session, user, signing, uses } = await pageWithUser()
    const message = parseSignedMessage(bytesOf(await calls.signContent(session, user, content, detached)))
    expect(message.content === null).toBe(detached)
    expect(message.signers[0]?.attributesDer).toBeNull()
    expect(message.certificates.map(({ raw }) => hex(raw))).toEqual([hex(signing.certificate.raw)])
    expect(verifySignedMessage(message, detached ? { content: { content } } : {})).toMatchObject([
      { problem: null },
    ])
    expect(uses).toMatchObject([{ purpose: 'sign', digest: hex(sm3(content)), name: 'c0' }])
    expect(session.lastSigner).toBe(user.certId)
  })

  it.each([
    ['lines', 'a\nb', 'a\nb'],
    ['lines of Windows', 'a\r\nb', 'a\nb'],
    ['a tab, which is made visible', 'a\tb', 'a⟨U+0009⟩b'],
    ['the longest text', 'x'.repeat(longestShownText), 'x'.repeat(longestShownText)],
  ])('and shown as text: %s', async (_, text, shown) => {
    const { session, user, uses } = await pageWithUser()
    await calls.signData(session, user, utf8(text))
    expect(uses[0]?.content).toEqual({ kind: 'text', text: shown })
  })

  it.each([
    ['longer text', utf8('x'.repeat(longestShownText + 1))],
    ['what is no UTF-8', Uint8Array.of(0xff, 0xfe)],
    ['a letter that nobody sees', utf8('a\u0000b')],
    ['a bell', utf8('a\u0007')],
    ['a byte order mark', utf8('\ufeffa')],
  ])('and shown by its digest: %s', async (_, bytes) => {
    const { session, user, uses } = await pageWithUser()
    await calls.signData(session, user, bytes)
    expect(uses[0]?.content).toEqual(shownAs(bytes))
  })

  it.each([
    ['a statement of our own', utf8(statementPrefix)],
    ['a certificate', null],
  ])('not if it is %s', async (_, bytes) => {
    const { session, user, uses, signing } = await pageWithUser()
    for (const sign of [
      () => calls.signData(session, user, bytes ?? signing.certificate.tbs),
      () => calls.signContent(session, user, bytes ?? signing.certificate.tbs, true),
    ])
      expect(sign).toThrow(expect.objectContaining({ code: SOR.inputData }))
    expect([uses, session.lastSigner]).toEqual([[], ''])
  })

  it('not without a login', async () => {
    const { session, user, uses } = await pageWithUser()
    session.loggedIn.clear()
    const refused = expect.objectContaining({ code: SOR.notLoggedIn })
    expect(() => calls.signData(session, user, content)).toThrow(refused)
    expect(() => calls.signContent(session, user, content, true)).toThrow(refused)
    expect(uses).toEqual([])
  })

  it('by nobody whom the person refuses', async () => {
    const { session, user, says } = await pageWithUser()
    says.use = 'cancelled'
    await expect(calls.signData(session, user, content)).rejects.toMatchObject({
      refusal: { code: 'cancelled' },
    })
    expect(session.lastSigner).toBe('')
  })
})

it('a signed message that a page brought is read, or refused as wrong data', async () => {
  const { session, user } = await pageWithUser()
  const message = bytesOf(await calls.signContent(session, user, content, false))
  expect(Buffer.from(calls.signedMessageIn(message).content ?? []).toString()).toBe('合同')
  expect(() => calls.signedMessageIn(utf8('x'))).toThrow(expect.objectContaining({ code: SOR.inputData }))
})
