import { describe, expect, it } from 'vitest'
import * as calls from '../../../../../src/main/web-signing/sof/key-calls.ts'
import { type SofUser, userOf } from '../../../../../src/main/web-signing/sof/session.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { sealMessage, sm2Encrypt, sm3 } from '../../../../../src/pki/index.ts'
import { olderPage, utf8 } from '../older-page.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const content = utf8('合同')

const pageWithUser = async (logsIn = true) => {
  const made = olderPage(['ukey-1'], logsIn)
  const user = await userOf(made.session, made.certId())
  if (logsIn) made.session.loggedIn.add(user.certId)
  const [{ signing, encryption, log }] = made.ukeys as [(typeof made.ukeys)[number]]
  return { ...made, ...{ user, signing, encryption, log } }
}

const shownAs = (bytes: Uint8Array) => ({
  kind: 'file',
  name: null,
  length: bytes.length,
  sm3: hex(sm3(bytes)),
})

describe('what is sealed for a user is opened', () => {
  const opens = {
    message: (user: SofUser) => ({
      sealed: sealMessage(content, [user.encryption?.certificate ?? user.signing.certificate]),
      open: calls.decryptData,
    }),
    cipher: (user: SofUser) => {
      const { publicKey } = user.encryption?.certificate ?? user.signing.certificate
      if (publicKey.type !== 'sm2') throw new Error('another key')
      return { sealed: sm2Encrypt(publicKey.point, content), open: calls.decryptCipher }
    },
  }

  it.each(['message', 'cipher'] as const)('%s', async (form) => {
    const { session, user, uses } = await pageWithUser()
    const { sealed, open } = opens[form](user)
    expect(Buffer.from(await open(session, user, sealed)).toString()).toBe('合同')
    expect(uses).toEqual([
      {
        ...{ purpose: 'decrypt', use: 'encrypt', loose: false, content: shownAs(sealed) },
        ...{ digest: hex(sm3(sealed)), name: 'c1' },
      },
    ])
    expect(session.lastSigner).toBe('')
  })

  it.each(['message', 'cipher'] as const)('%s: not without a login and a key for it', async (form) => {
    const { session, user, uses } = await pageWithUser()
    const { sealed, open } = opens[form](user)
    expect(() => open(session, { ...user, encryption: null }, sealed)).toThrow(
      expect.objectContaining({ code: SOR.noKey }),
    )
    session.loggedIn.clear()
    expect(() => open(session, user, sealed)).toThrow(expect.objectContaining({ code: SOR.notLoggedIn }))
    expect(uses).toEqual([])
  })

  it('not if it is for somebody else', async () => {
    const { session, user, uses } = await pageWithUser()
    const sealed = sealMessage(content, [user.signing.certificate])
    await expect(calls.decryptData(session, user, sealed)).rejects.toMatchObject({
      refusal: { code: 'no-certificate' },
    })
    expect(uses).toEqual([])
  })

  it('not if it is no message', async () => {
    const { session, user } = await pageWithUser()
    expect(() => calls.decryptData(session, user, utf8('x'))).toThrow(
      expect.objectContaining({ refusal: { code: 'malformed' } }),
    )
  })

  it('not if it is for another key, and a fault of the token is told', async () => {
    const { session, user, signing, encryption } = await pageWithUser()
    const foreign = sm2Encrypt(signing.keys.publicKey, content)
    await expect(calls.decryptCipher(session, user, foreign)).rejects.toMatchObject({ code: SOR.inputData })
    const broken = new Error('the cable')
    Object.assign(session.page, { withKey: () => Promise.reject(broken) })
    const sealed = sm2Encrypt(encryption.keys.publicKey, content)
    await expect(calls.decryptCipher(session, user, sealed)).rejects.toBe(broken)
  })
})
