import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../../../src/pki/bytes.ts'
import { generateSm2KeyPair, sm2Decrypt } from '../../../../src/pki/sm2/index.ts'
import { secretOwner } from '../../../../src/ra/accounts/secret-owner.ts'
import { unlocksApi } from '../../../../src/ra/api/unlocks.ts'
import { now, token } from '../rules/samples.ts'
import { apiPlace, ca, refused } from './place.ts'

const secret = Uint8Array.of(1, 2, 3)
const sealed = () => ca.sealing.seal('unlock-secret', secret, secretOwner('account-1', token))
const row = {
  ...{ id: 'unlock-1', account_id: 'account-1', token_kind: 'ukey', token_vendor: 'virtual' },
  ...{ token_serial: 'KEY-1', expires_at: now + 1 },
}

const placeOf = (
  more: Readonly<Record<string, string | number>> = {},
  kept: Uint8Array | null = sealed(),
) => {
  const at = apiPlace()
  at.addAccount()
  at.addSession('token')
  at.insert('tokens', { account_id: 'account-1', vendor: 'virtual', serial: 'KEY-1', unlock_secret: kept })
  at.insert('unlocks', { ...row, ...more })
  return at
}

describe('an unlocking', () => {
  it('is opened for half an hour', async () => {
    const at = placeOf()
    const { unlock } = await call(unlocksApi.open, { token }, { context: at.call('token') })
    expect(unlock).toMatchObject({
      ...{ state: 'opened', token, expiresAt: new Date(now + 1_800_000).toISOString() },
      channels: [{ channel: 'sms', masked: '138****0002' }],
    })
    expect(await at.store.unlock(unlock.id)).toMatchObject({
      accountId: 'account-1',
      createdAt: now,
      sealedSecret: null,
    })
  })

  it.each<[string, Readonly<Record<string, string | number>>, unknown]>([
    ['unlock-1', { account_id: 'b' }, ['unlock-unknown', {}]],
    ['unlock-x', {}, ['unlock-unknown', {}]],
    ['unlock-1', { expires_at: now }, ['unlock-expired', {}]],
    ['unlock-1', { state: 'done' }, ['unlock-used', {}]],
  ])('%s with %o is not worked on', async (unlockId, more, refusal) => {
    const at = placeOf(more)
    const asked = call(unlocksApi.sendCode, { unlockId, channel: 'sms' }, { context: at.call('token') })
    expect(await refused(asked)).toEqual(refusal)
    expect(at.passed).toEqual(['codes 192.0.2.1'])
  })
})

describe('the code of an unlocking', () => {
  it.each([
    ['ukey', '尾号 EY-1 的 Ukey'],
    ['soft', '尾号 EY-1 的软证书'],
  ])('names the %s', async (token_kind, words) => {
    const at = placeOf({ token_kind })
    const sent = await call(
      unlocksApi.sendCode,
      { unlockId: 'unlock-1', channel: 'sms' },
      { context: at.call('token') },
    )
    expect(sent).toEqual({
      masked: '138****0002',
      expiresAt: new Date(now + 600_000).toISOString(),
      againAt: new Date(now + 60_000).toISOString(),
    })
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '13800000002' }])
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toMatch(
      new RegExp(`^【示例】验证码 \\d{6}，用于解锁${words}`),
    )
    expect(at.rows('SELECT purpose, subject FROM codes')).toEqual([
      { purpose: 'unlock', subject: 'unlock-1' },
    ])
  })

  it('is not sent where there is no address', async () => {
    const at = placeOf()
    const asked = call(
      unlocksApi.sendCode,
      { unlockId: 'unlock-1', channel: 'mail' },
      { context: at.call('token') },
    )
    expect(await refused(asked)).toEqual(['contact-missing', { channel: 'mail' }])
  })
})

describe('an unlocking that is authorised', () => {
  const pair = generateSm2KeyPair()
  const authorise = async (
    at: ReturnType<typeof placeOf>,
    more: { tokenSerial?: string; recipientKey?: string } = {},
  ) => {
    await call(unlocksApi.sendCode, { unlockId: 'unlock-1', channel: 'sms' }, { context: at.call('token') })
    const [{ text } = { text: '' }] = at.rows('SELECT text FROM outbox')
    const code = /\d{6}/.exec(String(text))?.[0] ?? ''
    const input = {
      unlockId: 'unlock-1',
      tokenSerial: 'KEY-1',
      recipientKey: toBase64(pair.publicKey),
      code,
      ...more,
    }
    return call(unlocksApi.authorise, input, { context: at.call('token') })
  }

  it('gives the secret to its recipient alone', async () => {
    const at = placeOf()
    const { unlock, sealedSecret, authorisationCode } = await authorise(at)
    expect(unlock).toMatchObject({ id: 'unlock-1', state: 'authorised' })
    expect(authorisationCode).toMatch(/^\d{4}-\d{4}-\d{4}$/)
    expect(sm2Decrypt(pair.privateKey, fromBase64(sealedSecret ?? ''))).toEqual(secret)
  })

  it('gives no secret of a token that has none', async () => {
    expect((await authorise(placeOf({}, null))).sealedSecret).toBeNull()
  })

  it('is one for the token that was named, and for a key', async () => {
    expect(await refused(authorise(placeOf(), { tokenSerial: 'KEY-2' }))).toEqual([
      'token-differs',
      { serial: 'KEY-2' },
    ])
    const unfit = toBase64(new Uint8Array(65))
    expect(await refused(authorise(placeOf(), { recipientKey: unfit }))).toEqual([
      'recipient-key-unsuitable',
      {},
    ])
  })

  it('is made again when the secret has changed, three times', async () => {
    const at = placeOf()
    let asked = 0
    const store = new Proxy(at.services.store, {
      get: (target, name) => {
        if (name !== 'authoriseUnlock') return Reflect.get(target, name)
        return async () => {
          asked += 1
          return null
        }
      },
    })
    const changing = { ...at, call: () => ({ ...at.call('token'), services: { ...at.services, store } }) }
    expect(await refused(authorise(changing))).toEqual(['server-busy', {}])
    expect(asked).toBe(3)
  })
})

describe('the report of an unlocking', () => {
  it('keeps the new secret, sealed for this token of this account', async () => {
    const at = placeOf({ state: 'authorised' })
    const next = Uint8Array.of(7, 8)
    const report = { unlockId: 'unlock-1', outcome: 'done', unlockSecret: toBase64(next) } as const
    const { unlock } = await call(unlocksApi.report, report, { context: at.call('token') })
    expect(unlock.state).toBe('done')
    const kept = (await at.store.token('account-1', token))?.unlockSecret ?? new Uint8Array()
    expect(Uint8Array.from(ca.sealing.open('unlock-secret', kept, secretOwner('account-1', token)))).toEqual(
      next,
    )
  })

  it('may tell of no secret', async () => {
    const at = placeOf({ state: 'authorised' })
    const report = { unlockId: 'unlock-1', outcome: 'failed' } as const
    expect((await call(unlocksApi.report, report, { context: at.call('token') })).unlock.state).toBe('failed')
    const kept = (await at.store.token('account-1', token))?.unlockSecret ?? new Uint8Array()
    expect(Uint8Array.from(ca.sealing.open('unlock-secret', kept, secretOwner('account-1', token)))).toEqual(
      secret,
    )
  })
})
