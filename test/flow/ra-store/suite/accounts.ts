import { beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import { active, day, fresh, issued, newAccount, now, opening } from '../world.ts'

export function accountCases(place: () => Place): void {
  describe('an account', () => {
    let account: Account
    beforeEach(async () => {
      account = await newAccount(place().store, { passwordHash: 'hash' })
    })

    it('is found by id, user name and phone, from any process', async () => {
      const { store, other } = place()
      expect(await store.account(account.id)).toEqual(account)
      expect(await other.accountByUserName(account.userName)).toEqual(account)
      expect(await other.accountByPhone(account.phone ?? '')).toEqual([account])
      expect(await other.account(fresh('account'))).toBeNull()
    })

    it('has one secret behind each of its names, and none behind another', async () => {
      const { store } = place()
      const { id, userName, applicantName, phone, idNumber } = account
      const old = fresh('old')
      await store.addLegacyLogin({
        login: old,
        ...{ passwordHash: 'old hash', accountId: id, holder: null, registeredAt: null },
      })
      const own = { ownerId: id, secret: 'hash' }
      expect(await store.secretOf('name', userName)).toEqual({ ownerId: id, secret: applicantName })
      for (const kind of ['phone', 'handler'] as const)
        expect(await store.secretOf(kind, phone ?? '')).toEqual(own)
      for (const kind of ['id-number', 'handler'] as const)
        expect(await store.secretOf(kind, idNumber ?? '')).toEqual(own)
      expect(await store.secretOf('legacy', old)).toEqual({ ownerId: id, secret: 'old hash' })
      for (const kind of ['name', 'phone', 'id-number', 'credit-code', 'legacy', 'handler'] as const)
        expect(await store.secretOf(kind, fresh('nobody'))).toBeNull()
      expect(await store.secretOf('credit-code', idNumber ?? '')).toBeNull()
      const closed = await newAccount(store, { phone, closed: true, passwordHash: 'closed' })
      expect(await store.secretOf('phone', phone ?? '')).toEqual(own)
      expect(await store.secretOf('id-number', closed.idNumber ?? '')).toEqual({
        ...{ ownerId: closed.id, secret: 'closed' },
      })
    })

    it('lets its handlers act for it', async () => {
      const { store } = place()
      const entity = await newAccount(store, { kind: 'agency', idType: 'credit-code' })
      await store.addHandler(entity.id, account.id)
      await store.addHandler(entity.id, account.id)
      const other = await newAccount(store, { kind: 'legal-entity', idType: 'credit-code', closed: true })
      await store.addHandler(other.id, account.id)
      expect(await store.principalsOf(account.id)).toEqual([entity, other])
    })

    it.each(['userName', 'idNumber', 'phone'] as const)(
      'has a %s that no other account has',
      async (field) => {
        await expect(newAccount(place().store, { [field]: account[field] })).rejects.toThrow()
        expect(await place().store.account(account.id)).toEqual(account)
      },
    )

    it('that is complete takes its number from the old login that had it, and keeps it', async () => {
      const { store, other } = place()
      const old = await newAccount(store, { complete: false })
      const own = await newAccount(store, { idNumber: old.idNumber })
      expect(await other.account(old.id)).toEqual({ ...old, idNumber: null })
      await expect(newAccount(store, { complete: false, idNumber: own.idNumber })).rejects.toThrow()
      await store.addAccount({ ...own, email: 'a@example.cn' })
      expect(await other.account(own.id)).toEqual({ ...own, email: 'a@example.cn' })
    })

    it('is found by its session until that is closed or cleaned up', async () => {
      const { store, other } = place()
      const session = {
        accountId: account.id,
        handlerId: null,
        scope: 'full',
        clientHash: null,
        expiresAt: now + day,
      } as const
      const [one, two] = [fresh('session'), fresh('session')]
      for (const tokenHash of [one, two])
        await store.openSession({ session: { ...session, tokenHash }, device: null, now })
      expect((await other.caller(one))?.account).toEqual(account)
      await other.removeSession(one)
      expect(await store.caller(one)).toBeNull()
      await store.cleanUp(now + day)
      expect(await other.caller(two)).toBeNull()
    })

    it('keeps the secret of a token that registers again without a secret', async () => {
      const { store } = place()
      const token = {
        kind: 'ukey',
        vendor: 'virtual',
        serial: fresh('token'),
        accountId: account.id,
      } as const
      await store.registerToken({ ...token, unlockSecret: Uint8Array.of(1) }, now)
      const again = await store.registerToken({ ...token, unlockSecret: null }, now)
      expect(again.unlockSecret).toEqual(Uint8Array.of(1))
      expect(await store.tokens(account.id)).toHaveLength(1)
      const holder = { id: account.id, phone: account.phone }
      expect(await store.tokenHolders(token.serial)).toEqual([holder])
      const closed = await newAccount(store, { closed: true })
      await store.registerToken({ ...token, accountId: closed.id, unlockSecret: null }, now)
      expect(await store.tokenHolders(token.serial)).toEqual([holder])
    })
  })

  describe('an operator', () => {
    it('is found by a session until it ends', async () => {
      const { store, other } = place()
      const operator = { id: fresh('operator'), name: fresh('operator'), passwordHash: 'hash' }
      await store.addOperator(operator)
      expect(await other.operatorByName(operator.name)).toEqual(operator)
      const token = fresh('session')
      const session = { tokenHash: token, operatorId: operator.id, expiresAt: now + day }
      await store.openOperatorSession({ session, device: null, now })
      expect(await other.operatorBySession(token, now)).toEqual(operator)
      expect(await other.operatorBySession(token, now + day)).toBeNull()
      await other.removeOperatorSession(token)
      expect(await store.operatorBySession(token, now)).toBeNull()
    })
  })

  describe('lists', () => {
    it('show the newest first, page by page, without a gap', async () => {
      const { store } = place()
      const applicantName = fresh('applicant')
      const added: string[] = []
      for (let i = 0; i < 5; i++) added.unshift((await newAccount(store, { applicantName })).id)
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof store.accounts>> = await store.accounts({
          text: applicantName,
          after,
          limit: 2,
        })
        seen.push(...page.rows.map(({ id }) => id))
        after = page.next
      } while (after !== null)
      expect(seen).toEqual(added)
    })

    it('treat the search text as plain text, not as a pattern', async () => {
      const { store } = place()
      const applicantName = `${fresh('100%')}_'--`
      const { id } = await newAccount(store, { applicantName })
      const search = (text: string) => store.accounts({ text, after: null, limit: 9 })
      expect((await search(applicantName)).rows.map((one) => one.id)).toEqual([id])
      expect((await search(applicantName.toUpperCase())).rows.map((one) => one.id)).toEqual([id])
      expect((await search(applicantName.replace('_', '?'))).rows).toEqual([])
    })

    it('of requests can be limited to one state', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const waiting = await store.openRequest(opening(account))
      const done = await active(store, account)
      const ids = async (state: 'opened' | 'active' | null, text: string) =>
        (await store.requests({ text, after: null, limit: 9 }, state)).rows.map(({ id }) => id)
      expect(await ids('opened', waiting.id)).toEqual([waiting.id])
      expect(await ids('active', waiting.id)).toEqual([])
      expect(await ids(null, done.id)).toEqual([done.id])
      expect((await store.requestsOf(account.id)).map(({ id }) => id)).toEqual([done.id, waiting.id])
    })

    it('of certificates show which ones have expired', async () => {
      const { store } = place()
      const { signatureSerial } = await active(store, await newAccount(store))
      const search = { text: signatureSerial ?? '', after: null, limit: 9 }
      expect((await store.certificates(search, 'expired', now)).rows).toEqual([])
      expect((await store.certificates(search, 'expired', now + 366 * day)).rows).toHaveLength(1)
      expect((await store.certificates(search, 'active', now)).rows).toHaveLength(1)
    })

    it('count what there is', async () => {
      const { store } = place()
      const before = await store.countCertificates()
      const accounts = await store.countAccounts()
      await issued(store, await newAccount(store))
      await active(store, await newAccount(store))
      const after = await store.countCertificates()
      expect((after.pending ?? 0) - (before.pending ?? 0)).toBe(2)
      expect((after.active ?? 0) - (before.active ?? 0)).toBe(2)
      expect(await store.countAccounts()).toBe(accounts + 2)
    })

    it('of revocations are kept, and the newest one counts', async () => {
      const { store, other } = place()
      const list = { issuer: 'root', thisUpdate: now, nextUpdate: now + day, entries: 0, changes: 0 } as const
      await store.addCrl({ crl: { ...list, number: 7, der: Uint8Array.of(7) }, after: 0, audit: [] })
      await store.addCrl({ crl: { ...list, number: 8, der: Uint8Array.of(8) }, after: 7, audit: [] })
      expect(await other.latestCrl('root')).toEqual({ ...list, number: 8, der: Uint8Array.of(8) })
    })

    it('are stored, and so are single facts by name', async () => {
      const { store, other } = place()
      const key = fresh('meta')
      expect(await store.meta(key)).toBeNull()
      await store.putMeta(key, 'one')
      await other.putMeta(key, 'two')
      expect(await store.meta(key)).toBe('two')
    })
  })
}
