import { describe, expect, it } from 'vitest'
import type { Place } from '../place.ts'
import { active, fresh, newAccount, now, publicKey, race } from '../world.ts'
import { authorisation, readyToAuthorise } from './unlock.ts'
import { pdf } from './uploads.ts'

/** What several processes do at the same moment to unlockings, recoveries and uploads. */
export function unlockRaceCases(place: () => Place): void {
  describe('at the same time, too,', () => {
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

    async function openedRecovery(): Promise<string> {
      const { store } = place()
      const { encryptionSerial } = await active(store, await newAccount(store))
      const id = fresh('recovery')
      const opening = { id, serial: encryptionSerial ?? '', reason: '丢失', openedBy: 'asker', now }
      return (await store.openRecovery(opening)).id
    }
  })
}
