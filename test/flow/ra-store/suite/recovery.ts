import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Recovery, Request } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import { active, fresh, newAccount, now, refusal } from '../world.ts'

export function recoveryCases(place: () => Place): void {
  describe('the recovery of an encryption key', () => {
    let account: Account
    let request: Request
    let recovery: Recovery
    beforeEach(async () => {
      account = await newAccount(place().store)
      request = await active(place().store, account)
      recovery = await open()
    })
    const open = (serial = request.encryptionSerial ?? '') =>
      place().store.openRecovery({ id: fresh('recovery'), serial, reason: '丢失', openedBy: 'asker', now })
    const step = (operator: string, at = now) => ({ id: recovery.id, operator, now: at })
    const approve = (operator: string, at = now) => place().store.approveRecovery(step(operator, at))
    const refuse = () => place().store.refuseRecovery(step('refuser'))
    const collect = (recipientSerial = request.signatureSerial ?? '') =>
      place().store.collectRecovery({ ...step('asker'), recipientSerial })
    const approved = async () => {
      await approve('one')
      await approve('two', now + 1)
    }

    it('is opened for the holder of the certificate', async () => {
      expect(recovery).toMatchObject({ state: 'waiting', accountId: account.id, approvals: [] })
      expect(await place().other.recovery(recovery.id)).toEqual(recovery)
    })

    it.each(['signature', 'unknown'] as const)(
      'is not opened for a certificate that is %s',
      async (which) => {
        const serial = which === 'signature' ? (request.signatureSerial ?? '') : 'ABCD'
        expect(await refusal(open(serial))).toEqual({ code: 'certificate-unknown', params: { serial } })
      },
    )

    it('needs two approvals', async () => {
      expect(await approve('one')).toMatchObject({ state: 'waiting', approvals: ['one'] })
      expect(await approve('two', now + 1)).toMatchObject({ state: 'approved', approvals: ['one', 'two'] })
      expect(await place().other.recovery(recovery.id)).toMatchObject({ approvals: ['one', 'two'] })
    })

    it('cannot be approved by the operator who asked', async () => {
      expect((await refusal(approve('asker'))).code).toBe('recovery-same-operator')
    })

    it('counts nobody twice', async () => {
      await approve('one')
      expect((await refusal(approve('one'))).code).toBe('recovery-same-operator')
      expect((await place().store.recovery(recovery.id))?.approvals).toEqual(['one'])
    })

    it('accepts no third approval', async () => {
      await approved()
      expect((await refusal(approve('three'))).code).toBe('recovery-closed')
    })

    it.each(['waiting', 'approved'] as const)('may be refused while it is %s', async (state) => {
      if (state === 'approved') await approved()
      expect((await refuse()).state).toBe('refused')
      expect((await refusal(approve('three'))).code).toBe('recovery-closed')
      expect((await refusal(collect())).code).toBe('recovery-closed')
      expect((await refusal(refuse())).code).toBe('recovery-closed')
    })

    it.each([0, 1])('is not collected after %i approvals', async (approvals) => {
      if (approvals === 1) await approve('one')
      expect(await refusal(collect())).toEqual({
        code: 'recovery-not-approved',
        params: { approvals, needed: 2 },
      })
    })

    it('is collected, and collected again after a lost reply', async () => {
      await approved()
      expect((await collect()).state).toBe('done')
      expect((await collect()).state).toBe('done')
      expect((await refusal(refuse())).code).toBe('recovery-closed')
    })

    it('is not collected for a certificate that is no longer active', async () => {
      await approved()
      const old = request.signatureSerial ?? ''
      const next = await active(place().store, account)
      expect((await refusal(collect(old))).code).toBe('recovery-no-active-certificate')
      expect((await collect(next.signatureSerial ?? '')).state).toBe('done')
    })

    it('is not collected while the certificate is suspended', async () => {
      await approved()
      const serial = request.signatureSerial ?? ''
      const by = { kind: 'account', id: account.id } as const
      await place().store.changeStatus({ serial, to: 'suspended', by, now })
      expect((await refusal(collect())).code).toBe('recovery-no-active-certificate')
      expect((await place().store.recovery(recovery.id))?.state).toBe('approved')
    })

    it('is unknown if it was never opened', async () => {
      const none = { id: fresh('recovery'), operator: 'one', now }
      const { store } = place()
      expect((await refusal(store.approveRecovery(none))).code).toBe('recovery-unknown')
      expect((await refusal(store.refuseRecovery(none))).code).toBe('recovery-unknown')
      const asked = store.collectRecovery({ ...none, recipientSerial: 'AB' })
      expect((await refusal(asked)).code).toBe('recovery-unknown')
    })
  })
}
