import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64, generateSm2KeyPair, sm2Decrypt, toBase64 } from '../../../src/pki/index.ts'
import { agency, lastCode, person, refusalOf, startTestRa, type TestRa } from './authority.ts'
import type { Holder } from './holder.ts'

let test: TestRa
let holder: Holder
const token = { kind: 'ukey', vendor: '演示 Ukey', serial: 'KEY-0042' } as const
const secret = new TextEncoder().encode('SO-PIN-12345678')
const MINUTE = 60_000

beforeAll(async () => {
  test = await startTestRa()
  holder = await agency(test.ra.url)
  await holder.client.tokens.register({ token, unlockSecret: toBase64(secret) })
})
afterAll(() => test.end())

async function opened() {
  const { unlock } = await holder.client.unlocks.open({ token })
  const pair = generateSm2KeyPair()
  return { unlockId: unlock.id, pair, recipientKey: toBase64(pair.publicKey), channels: unlock.channels }
}

async function withCode(channel: 'sms' | 'mail' = 'sms') {
  const one = await opened()
  await holder.client.unlocks.sendCode({ unlockId: one.unlockId, channel })
  return { ...one, code: await lastCode(test) }
}

describe('unlocking a token', () => {
  it('gives the secret left at registration, sealed for the client that asks', async () => {
    const { unlockId, pair, recipientKey, code, channels } = await withCode('mail')
    expect(channels.map((one) => one.channel)).toEqual(['sms', 'mail'])
    const input = { unlockId, code, tokenSerial: token.serial, recipientKey }
    const answer = await holder.client.unlocks.authorise(input)
    const opening = sm2Decrypt(pair.privateKey, fromBase64(answer.sealedSecret ?? ''))
    expect(new TextDecoder().decode(opening)).toBe('SO-PIN-12345678')
    expect(answer.authorisationCode).toMatch(/^\d{4}-\d{4}-\d{4}$/)
    // After a lost reply, the same question gets the same answer and another key gets none.
    expect(await holder.client.unlocks.authorise(input)).toEqual(answer)
    const other = { ...input, recipientKey: toBase64(generateSm2KeyPair().publicKey) }
    expect((await refusalOf(holder.client.unlocks.authorise(other))).code).toBe('unlock-used')
    const { unlock } = await holder.client.unlocks.report({ unlockId, outcome: 'done' })
    expect(unlock.state).toBe('done')
    expect((await refusalOf(holder.client.unlocks.authorise(input))).code).toBe('unlock-used')
  })

  it('is bound to its token', async () => {
    const { unlockId, recipientKey, code } = await withCode()
    const input = { unlockId, code, tokenSerial: 'KEY-0043', recipientKey }
    expect((await refusalOf(holder.client.unlocks.authorise(input))).code).toBe('token-differs')
    const stranger = await person(test.ra.url)
    expect((await refusalOf(stranger.client.unlocks.open({ token }))).code).toBe('token-unknown')
    const foreign = { ...input, tokenSerial: token.serial }
    expect((await refusalOf(stranger.client.unlocks.authorise(foreign))).code).toBe('unlock-unknown')
  })

  it('counts wrong codes and ends at the fifth', async () => {
    const { unlockId, recipientKey, code } = await withCode()
    const wrong = code === '111111' ? '222222' : '111111'
    const attempt = (digits: string) =>
      holder.client.unlocks.authorise({ unlockId, code: digits, tokenSerial: token.serial, recipientKey })
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await refusalOf(attempt(wrong))).toEqual({ code: 'code-wrong', params: { triesLeft: left } })
    }
    expect((await refusalOf(attempt(code))).code).toBe('code-stale')
  })

  it('ends after half an hour, and its code after ten minutes', async () => {
    const { unlockId, recipientKey, code } = await withCode()
    const attempt = () =>
      holder.client.unlocks.authorise({ unlockId, code, tokenSerial: token.serial, recipientKey })
    test.passTime(11 * MINUTE)
    expect((await refusalOf(attempt())).code).toBe('code-stale')
    test.passTime(20 * MINUTE)
    expect((await refusalOf(attempt())).code).toBe('unlock-expired')
  })

  it('refuses a recipient key that is no key, and a second code that comes too soon', async () => {
    const { unlockId, code } = await withCode()
    const off = generateSm2KeyPair().publicKey
    off[64] = (off[64] ?? 0) ^ 1
    const input = { unlockId, code, tokenSerial: token.serial, recipientKey: toBase64(off) }
    expect((await refusalOf(holder.client.unlocks.authorise(input))).code).toBe('recipient-key-unsuitable')
    const again = holder.client.unlocks.sendCode({ unlockId, channel: 'sms' })
    expect((await refusalOf(again)).code).toBe('code-too-soon')
  })

  it('keeps no secret in clear', async () => {
    const stored = await test.ra.services.store.token(
      (await test.ra.services.store.accountByUserName('demo'))?.id ?? '',
      token,
    )
    expect(Buffer.from(stored?.unlockSecret ?? []).includes(Buffer.from(secret))).toBe(false)
  })

  /** What an unlocking of this token answers when another seal lies in its row of the database. */
  const unlockingWith = async (serial: string, seal: (accountId: string) => Promise<Uint8Array>) => {
    const { store } = test.ra.services
    const other = { ...token, serial }
    await holder.client.tokens.register({ token: other, unlockSecret: toBase64(secret) })
    const accountId = (await store.accountByUserName('demo'))?.id ?? ''
    await store.registerToken({ ...other, accountId, unlockSecret: await seal(accountId) }, 0)
    const { unlock } = await holder.client.unlocks.open({ token: other })
    await holder.client.unlocks.sendCode({ unlockId: unlock.id, channel: 'sms' })
    const pair = generateSm2KeyPair()
    const { sealedSecret } = await holder.client.unlocks.authorise({
      ...{ unlockId: unlock.id, code: await lastCode(test), tokenSerial: serial },
      recipientKey: toBase64(pair.publicKey),
    })
    return new TextDecoder().decode(sm2Decrypt(pair.privateKey, fromBase64(sealedSecret ?? '')))
  }

  it('gives away no secret that was sealed for another token or another account', async () => {
    const { store } = test.ra.services
    const own = (accountId: string) => store.token(accountId, token)
    const strangers = async () => {
      const stranger = await person(test.ra.url)
      await stranger.client.tokens.register({
        token: { ...token, serial: 'KEY-0052' },
        unlockSecret: toBase64(secret),
      })
      const id = (await store.accountByUserName('wangfang'))?.id ?? ''
      return store.token(id, { ...token, serial: 'KEY-0052' })
    }
    for (const [serial, row] of [
      ['KEY-0051', own],
      ['KEY-0052', strangers],
    ] as const) {
      const moved = unlockingWith(serial, async (id) => (await row(id))?.unlockSecret ?? Uint8Array.of())
      expect((await refusalOf(moved)).code).toBe('server-fault')
    }
    expect(test.faults.splice(0)).toHaveLength(2)
  })

  it('opens a seal of the first version, which knows no token', async () => {
    const seal = async () => test.ra.services.ca.sealing.seal('unlock-secret', secret)
    expect(await unlockingWith('KEY-0053', seal)).toBe('SO-PIN-12345678')
  })

  it('binds a secret that an unlocking leaves to the same token', async () => {
    const { unlockId, recipientKey, code } = await withCode()
    await holder.client.unlocks.authorise({ unlockId, code, tokenSerial: token.serial, recipientKey })
    const left = new TextEncoder().encode('SO-PIN-of-the-next-one')
    await holder.client.unlocks.report({ unlockId, outcome: 'done', unlockSecret: toBase64(left) })
    const { store } = test.ra.services
    const id = (await store.accountByUserName('demo'))?.id ?? ''
    const { unlockSecret } = (await store.token(id, token)) ?? {}
    const own = async () => unlockSecret ?? Uint8Array.of()
    expect((await refusalOf(unlockingWith('KEY-0054', own))).code).toBe('server-fault')
    test.faults.splice(0)
    const again = await withCode()
    const answer = await holder.client.unlocks.authorise({
      ...{ unlockId: again.unlockId, code: again.code, tokenSerial: token.serial },
      recipientKey: again.recipientKey,
    })
    const opened = sm2Decrypt(again.pair.privateKey, fromBase64(answer.sealedSecret ?? ''))
    expect(new TextDecoder().decode(opened)).toBe('SO-PIN-of-the-next-one')
  })
})
