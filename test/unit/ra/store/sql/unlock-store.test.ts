import { describe, expect, it } from 'vitest'
import type { Code, Message, Unlock } from '../../../../../src/ra/records.ts'
import type { Authorisation } from '../../../../../src/ra/rules/unlock.ts'
import { now, token } from '../../rules/samples.ts'
import { memory } from './memory.ts'

const bytes = (n: number) => Uint8Array.of(n)
const code: Code = {
  ...{ id: 'c', purpose: 'login', subject: 's', codeHash: 'right', triesLeft: 5, sentAt: now },
  expiresAt: now + 9,
}
const message: Message = { id: 'm', channel: 'sms', to: 't', text: 'x', createdAt: now }

describe('a code', () => {
  it('is sent, found and not sent again too soon', async () => {
    const { store, rows } = memory()
    expect(await store.sendCode({ code, message, spacing: 1000 })).toBeUndefined()
    expect([await store.code('c'), await store.code('x')]).toEqual([code, null])
    expect([await store.codeOf('login', 's'), await store.codeOf('unlock', 's')]).toEqual([code, null])
    expect(rows('SELECT id FROM outbox')).toEqual([{ id: 'm' }])
    await expect(store.sendCode({ code, message, spacing: 1000 })).rejects.toMatchObject({
      code: 'code-too-soon',
    })
  })

  const redemption = { purpose: 'login', subject: 's', codeHash: 'right', device: null, now } as const

  it('is used up', async () => {
    const { store } = memory()
    await store.sendCode({ code, message, spacing: 0 })
    await expect(store.redeemCode({ ...redemption, purpose: 'unlock' })).rejects.toMatchObject({
      code: 'code-stale',
    })
    await expect(store.redeemCode({ ...redemption, subject: 'x' })).rejects.toMatchObject({
      code: 'code-stale',
    })
    expect(await store.redeemCode(redemption)).toBeUndefined()
    await expect(store.redeemCode(redemption)).rejects.toMatchObject({ code: 'code-stale' })
  })

  it('counts wrong tries, against a known device, too', async () => {
    const { store, insert, rows } = memory()
    await store.sendCode({ code, message, spacing: 0 })
    insert('devices', { owner_id: 'o', device_hash: 'h', used_at: now })
    const wrong = { ...redemption, codeHash: 'wrong', device: { ownerId: 'o', hash: 'h' } }
    await expect(store.redeemCode(wrong)).rejects.toMatchObject({
      code: 'code-wrong',
      params: { triesLeft: 4 },
    })
    expect(rows('SELECT wrong FROM devices')).toEqual([{ wrong: 1 }])
    expect((await store.code('c'))?.triesLeft).toBe(4)
  })
})

describe('an unlocking', () => {
  const unlock: Unlock = {
    ...{ id: 'unlock-1', accountId: 'a', token, state: 'opened', recipientKey: null, sealedSecret: null },
    ...{ authorisationCode: null, createdAt: now, expiresAt: now + 9 },
  }
  const authorisation: Authorisation = {
    ...{ unlockId: 'unlock-1', recipientKey: bytes(1), codeHash: 'right', keptSecret: bytes(2) },
    ...{ sealedSecret: bytes(3), authorisationCode: 'w', now },
  }
  const registered = { account_id: 'a', vendor: token.vendor, serial: token.serial }
  const openedWith = async (secret: Uint8Array | null) => {
    const at = memory()
    at.insert('tokens', { ...registered, unlock_secret: secret })
    await at.store.openUnlock(unlock)
    await at.store.sendCode({
      code: { ...code, purpose: 'unlock', subject: 'unlock-1' },
      message,
      spacing: 0,
    })
    return at
  }

  it('is opened for a token of the account', async () => {
    const { store, insert } = memory()
    await expect(store.openUnlock(unlock)).rejects.toMatchObject({ code: 'token-unknown' })
    insert('tokens', registered)
    expect(await store.openUnlock(unlock)).toEqual(unlock)
    expect([await store.unlock('unlock-1'), await store.unlock('x')]).toEqual([unlock, null])
  })

  it('is authorised by its code while the secret is the same', async () => {
    const { store } = await openedWith(bytes(2))
    const authorised = await store.authoriseUnlock(authorisation)
    expect(authorised).toMatchObject({ state: 'authorised', sealedSecret: bytes(3), authorisationCode: 'w' })
    expect(await store.unlock('unlock-1')).toEqual(authorised)
    expect(await store.authoriseUnlock(authorisation)).toEqual(authorised)
    await expect(store.authoriseUnlock({ ...authorisation, unlockId: 'x' })).rejects.toMatchObject({
      code: 'unlock-unknown',
    })
  })

  it('is made again if the token has another secret', async () => {
    const changed = await openedWith(bytes(9))
    expect(await changed.store.authoriseUnlock(authorisation)).toBeNull()
    expect((await changed.store.codeOf('unlock', 'unlock-1'))?.id).toBe('c')
    const none = await openedWith(null)
    expect(await none.store.authoriseUnlock(authorisation)).toBeNull()
    const without = { ...authorisation, keptSecret: null, sealedSecret: null }
    expect(await none.store.authoriseUnlock(without)).toMatchObject({ state: 'authorised' })
  })

  it('is closed with what the client reports', async () => {
    const { store } = await openedWith(bytes(2))
    const report = { unlockId: 'unlock-1', outcome: 'done', newSecret: bytes(7), now } as const
    await expect(store.closeUnlock(report)).rejects.toMatchObject({ code: 'unlock-used' })
    await expect(store.closeUnlock({ ...report, unlockId: 'x' })).rejects.toMatchObject({
      code: 'unlock-unknown',
    })
    await store.authoriseUnlock(authorisation)
    expect(await store.closeUnlock(report)).toMatchObject({ state: 'done', sealedSecret: null })
    expect((await store.token('a', token))?.unlockSecret).toEqual(bytes(7))
  })
})
