import { describe, expect, it } from 'vitest'
import type { Account, Request, StoredStatus } from '../../../../src/ra/records.ts'
import type { StatusChange } from '../../../../src/ra/rules/certificate-status.ts'
import type { Actor } from '../../../../src/ra/rules/change.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import type { RaErrorCode } from '../../../../src/shared/ra-contract/errors.ts'
import type { Place } from '../place.ts'
import { active, day, issued, newAccount, now, refusal, statusesOf } from '../world.ts'

const statuses = ['pending', 'active', 'suspended', 'superseded', 'revoked', 'discarded'] as const
const changes = ['revoked', 'suspended', 'active'] as const

/** The result of each change from each status. */
const outcomes: Readonly<
  Record<(typeof changes)[number], Readonly<Record<StoredStatus, StoredStatus | { no: RaErrorCode }>>>
> = {
  revoked: {
    pending: { no: 'certificate-not-active' },
    active: 'revoked',
    suspended: 'revoked',
    superseded: { no: 'certificate-not-active' },
    revoked: { no: 'certificate-not-active' },
    discarded: { no: 'certificate-not-active' },
  },
  suspended: {
    pending: { no: 'certificate-not-active' },
    active: 'suspended',
    suspended: { no: 'certificate-not-active' },
    superseded: { no: 'certificate-not-active' },
    revoked: { no: 'certificate-not-active' },
    discarded: { no: 'certificate-not-active' },
  },
  active: {
    pending: { no: 'certificate-not-suspended' },
    active: { no: 'certificate-not-suspended' },
    suspended: 'active',
    superseded: { no: 'certificate-not-suspended' },
    revoked: { no: 'certificate-not-suspended' },
    discarded: { no: 'certificate-not-suspended' },
  },
}

function asked(serial: string, to: StatusChange['to'], by: Actor, at = now): StatusChange {
  const common = { serial, by, now: at }
  return to === 'revoked' ? { ...common, to, reason: 'no-longer-used', note: '离职' } : { ...common, to }
}

async function reach(store: Store, status: StoredStatus): Promise<{ account: Account; request: Request }> {
  const account = await newAccount(store)
  const request = await issued(store, account)
  const by: Actor = { kind: 'account', id: account.id }
  if (status === 'discarded') await store.abandon(request.id, now)
  if (status === 'pending' || status === 'discarded') return { account, request }
  await store.confirm({ requestId: request.id, provedSerial: request.signatureSerial ?? '', now })
  if (status === 'superseded') await active(store, account)
  if (status === 'suspended' || status === 'revoked') {
    await store.changeStatus(asked(request.signatureSerial ?? '', status, by))
  }
  return { account, request }
}

export function certificateStatusCases(place: () => Place): void {
  describe.each(changes)('making a pair %s', (to) => {
    it.each(statuses)('that is %s', async (status) => {
      const { store, other } = place()
      const { account, request } = await reach(store, status)
      const outcome = outcomes[to][status]
      const serial = request.signatureSerial ?? ''
      const call = other.changeStatus(asked(serial, to, { kind: 'account', id: account.id }))
      if (typeof outcome === 'object') {
        expect(await refusal(call)).toEqual({ code: outcome.no, params: { serial, status } })
        expect(await statusesOf(store, request)).toEqual([status, status])
        return
      }
      const pair = await call
      expect(pair.map((one) => [one.usage, one.status])).toEqual([
        ['signature', outcome],
        ['encryption', outcome],
      ])
      expect(pair[0]).toEqual(await store.certificate(serial))
      expect(await statusesOf(store, request)).toEqual([outcome, outcome])
    })
  })

  describe('a pair', () => {
    it('changes as a whole when its encryption certificate is named', async () => {
      const { store } = place()
      const { account, request } = await reach(store, 'active')
      const serial = request.encryptionSerial ?? ''
      await store.changeStatus(asked(serial, 'suspended', { kind: 'account', id: account.id }))
      expect(await statusesOf(store, request)).toEqual(['suspended', 'suspended'])
    })

    it('records when and why it was revoked', async () => {
      const { store } = place()
      const { request } = await reach(store, 'active')
      const serial = request.signatureSerial ?? ''
      const by = { kind: 'operator', name: 'auditor' } as const
      await store.changeStatus(asked(serial, 'revoked', by, now + 9))
      expect(await store.certificate(serial)).toMatchObject({ revokedAt: now + 9, reason: 'no-longer-used' })
    })

    it('forgets its suspension when the suspension ends', async () => {
      const { store } = place()
      const { account, request } = await reach(store, 'suspended')
      const serial = request.signatureSerial ?? ''
      await store.changeStatus(asked(serial, 'active', { kind: 'account', id: account.id }))
      expect(await store.certificate(serial)).toMatchObject({ revokedAt: null, reason: null })
    })

    it.each(changes)('of another account is treated as unknown by a request to make it %s', async (to) => {
      const { store } = place()
      const { request } = await reach(store, to === 'active' ? 'suspended' : 'active')
      const stranger = await newAccount(store)
      const serial = request.signatureSerial ?? ''
      const call = store.changeStatus(asked(serial, to, { kind: 'account', id: stranger.id }))
      expect(await refusal(call)).toEqual({ code: 'certificate-unknown', params: { serial } })
      expect((await refusal(store.changeStatus(asked('AB', to, { kind: 'operator', name: 'o' })))).code).toBe(
        'certificate-unknown',
      )
    })
  })

  describe('the revocation list', () => {
    const listed = async (store: Store, request: Request, at = now) => {
      const entries = await store.revoked(at)
      return entries.filter(({ serial }) => serial === request.signatureSerial)
    }

    it.each([
      ['pending', null],
      ['active', null],
      ['suspended', 'suspended'],
      ['superseded', 'superseded'],
      ['revoked', 'no-longer-used'],
      ['discarded', 'no-longer-used'],
    ] as const)('has a %s certificate as %s', async (status, reason) => {
      const { store } = place()
      const { request } = await reach(store, status)
      const entries = await listed(store, request)
      expect(entries.map((entry) => entry.reason)).toEqual(reason === null ? [] : [reason])
    })

    it('drops what has expired', async () => {
      const { store } = place()
      const { request } = await reach(store, 'revoked')
      expect(await listed(store, request, now + 366 * day)).toEqual([])
    })

    it('learns of every change', async () => {
      const { store } = place()
      const { account, request } = await reach(store, 'active')
      const by = { kind: 'account', id: account.id } as const
      const serial = request.signatureSerial ?? ''
      const counts = [await store.statusChanges()]
      for (const to of ['suspended', 'active', 'revoked'] as const) {
        await store.changeStatus(asked(serial, to, by))
        counts.push(await store.statusChanges())
      }
      expect(new Set(counts).size).toBe(4)
      expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    })

    it('does not learn of a refused change', async () => {
      const { store } = place()
      const { account, request } = await reach(store, 'revoked')
      const before = await store.statusChanges()
      const call = store.changeStatus(
        asked(request.signatureSerial ?? '', 'active', { kind: 'account', id: account.id }),
      )
      await refusal(call)
      expect(await store.statusChanges()).toBe(before)
    })
  })
}
