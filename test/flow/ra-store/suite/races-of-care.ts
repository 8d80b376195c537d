import { describe, expect, it } from 'vitest'
import type { Place } from '../place.ts'
import { active, fresh, newAccount, now, publicKey, race } from '../world.ts'
import { sending } from './codes.ts'
import { authorisation, readyToAuthorise } from './unlock.ts'
import { pdf } from './uploads.ts'

/** Races for codes, unlocking, recovery, uploads and tries. */
export function careRaceCases(place: () => Place): void {
  describe('at the same time', () => {
    it('two redeem a code: one succeeds', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      await store.sendCode(sending(subject))
      const redemption = { purpose: 'identify', subject, codeHash: 'right', now } as const
      const { won, lost } = await race(store.redeemCode(redemption), other.redeemCode(redemption))
      expect([won.length, lost]).toEqual([1, ['code-stale']])
    })

    it('ten guess a code: five guesses count', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      await store.sendCode(sending(subject))
      const guesses = Array.from({ length: 10 }, (_, i) =>
        (i % 2 === 0 ? store : other).redeemCode({ purpose: 'identify', subject, codeHash: `${i}`, now }),
      )
      const { lost } = await race(...guesses)
      expect(lost.filter((code) => code === 'code-wrong')).toHaveLength(5)
      expect(lost.filter((code) => code === 'code-stale')).toHaveLength(5)
    })

    it('two codes are asked for: one is sent', async () => {
      const { store, other } = place()
      const subject = fresh('subject')
      const { won, lost } = await race(store.sendCode(sending(subject)), other.sendCode(sending(subject)))
      expect([won.length, lost]).toEqual([1, ['code-too-soon']])
      expect((await store.messages({ text: subject, after: null, limit: 9 })).rows).toHaveLength(1)
    })

    it('two recipients authorise an unlocking: one gets the answer', async () => {
      const { store, other } = place()
      const { unlock } = await readyToAuthorise(place())
      const { won, lost } = await race(
        store.authoriseUnlock(authorisation(unlock)),
        other.authoriseUnlock(authorisation(unlock)),
      )
      expect([won.length, lost]).toEqual([1, ['unlock-used']])
    })

    it('one recipient authorises twice: both hear the same', async () => {
      const { store, other } = place()
      const { unlock } = await readyToAuthorise(place())
      const recipientKey = publicKey()
      const { won } = await race(
        store.authoriseUnlock(authorisation(unlock, { recipientKey })),
        other.authoriseUnlock(authorisation(unlock, { recipientKey })),
      )
      expect(won).toEqual([won[0], won[0]])
      expect(won[0]?.state).toBe('authorised')
    })

    it('another secret is left and an unlocking is authorised: the answer never has an older secret', async () => {
      const { store, other } = place()
      const { token, unlock } = await readyToAuthorise(place())
      const { won } = await race<unknown>(
        other.registerToken({ ...token, unlockSecret: Uint8Array.of(4) }, now),
        store.authoriseUnlock(authorisation(unlock)),
      )
      const after = await store.unlock(unlock.id)
      expect(after?.state).toBe(won.includes(null) ? 'opened' : 'authorised')
    })

    it('an unlocking is reported as done and as failed: one report counts', async () => {
      const { store, other } = place()
      const { unlock } = await readyToAuthorise(place())
      await store.authoriseUnlock(authorisation(unlock))
      const report = { unlockId: unlock.id, newSecret: null, now }
      const { won, lost } = await race(
        store.closeUnlock({ ...report, outcome: 'done' }),
        other.closeUnlock({ ...report, outcome: 'failed' }),
      )
      expect([won.length, lost]).toEqual([1, ['unlock-used']])
      expect(await store.unlock(unlock.id)).toEqual(won[0])
    })

    it('one operator approves twice: that counts once', async () => {
      const { store, other } = place()
      const step = { id: await openedRecovery(), operator: 'one', now }
      const { won, lost } = await race(store.approveRecovery(step), other.approveRecovery(step))
      expect([won.length, lost]).toEqual([1, ['recovery-same-operator']])
      expect((await store.recovery(step.id))?.state).toBe('waiting')
    })

    it('three operators approve: two of them count', async () => {
      const { store, other } = place()
      const id = await openedRecovery()
      const { won, lost } = await race(
        store.approveRecovery({ id, operator: 'one', now }),
        other.approveRecovery({ id, operator: 'two', now }),
        store.approveRecovery({ id, operator: 'three', now }),
      )
      expect([won.length, lost]).toEqual([2, ['recovery-closed']])
      expect((await store.recovery(id))?.approvals).toHaveLength(2)
    })

    it('a recovery is refused and approved for the second time: one of them happens', async () => {
      const { store, other } = place()
      const id = await openedRecovery()
      await store.approveRecovery({ id, operator: 'one', now })
      await race(
        store.refuseRecovery({ id, operator: 'three', now }),
        other.approveRecovery({ id, operator: 'two', now }),
      )
      expect((await store.recovery(id))?.state).toBe('refused')
    })

    it('an account uploads more than it may: thirty are kept', async () => {
      const { store, other } = place()
      const account = await newAccount(store)
      const uploads = Array.from({ length: 33 }, (_, i) => {
        const upload = { id: fresh('upload'), accountId: account.id, name: 'a.pdf', content: pdf, at: now }
        return (i % 2 === 0 ? store : other).addUpload(upload)
      })
      const { won, lost } = await race(...uploads)
      expect([won.length, new Set(lost)]).toEqual([30, new Set(['too-many-requests'])])
    })

    it('five wrong answers come: each counts once, and the name is paused once', async () => {
      const { store, other } = place()
      const name = fresh('name')
      const { won, lost } = await race(
        ...[store, other, store, other, store].map((one) => one.countTry({ name, most: 5, now })),
      )
      expect(won.toSorted()).toEqual([1, 2, 3, 4])
      expect(lost).toEqual(['account-paused'])
      expect((await store.attempts(name)).pauses).toBe(1)
    })

    it('the fifth wrong answer and a right answer come: the pause is never forgotten', async () => {
      const { store, other } = place()
      const name = fresh('name')
      for (let i = 0; i < 4; i++) await store.countTry({ name, most: 5, now })
      const { lost } = await race<unknown>(
        store.countTry({ name, most: 5, now }),
        other.clearTries({ name, now }),
      )
      const { failures, pauses } = await store.attempts(name)
      expect(lost.length === 0 ? [failures, pauses] : [failures, pauses, lost]).toEqual(
        lost.length === 0 ? [1, 0] : [0, 1, ['account-paused', 'account-paused']],
      )
    })

    it('more codes are asked for than allowed: only the allowed number is sent', async () => {
      const { store, other } = place()
      const limit = { name: fresh('name'), most: 3, length: 3_600_000, now }
      const { won, lost } = await race(
        ...[store, other, store, other, store].map((one) => one.countSending(limit)),
      )
      expect([won.length, lost]).toEqual([3, ['too-many-codes', 'too-many-codes']])
    })

    async function openedRecovery(): Promise<string> {
      const { store } = place()
      const { encryptionSerial } = await active(store, await newAccount(store))
      const id = fresh('recovery')
      const opening = { id, serial: encryptionSerial ?? '', reason: '丢失', openedBy: 'asker', now }
      return (await store.openRecovery(opening)).id
    }
  })
}
