import { describe, expect, it } from 'vitest'
import type { Account, Request } from '../../../../src/ra/records.ts'
import type { Place } from '../place.ts'
import {
  active,
  again,
  application,
  collect,
  confirm,
  fresh,
  newAccount,
  now,
  opening,
  pay,
  refusal,
  review,
  sentBack,
  submit,
} from '../world.ts'
import { authorisation, readyToAuthorise } from './unlock.ts'

/** Reads back what each audited act was to leave behind. The acts of dossiers are read back in `identity.test.ts`. */
export function auditCases(place: () => Place): void {
  /** The lines about a subject, as another process reads them. */
  const lines = async (subject: string) =>
    (await place().other.auditOf(subject)).map(({ at, actor, action }) => [at - now, actor, action])
  const byAccount = ({ id }: Account) => `account ${id}`

  /** A renewal of an account that has a pair. */
  const renewal = async (): Promise<{ readonly account: Account; readonly request: Request }> => {
    const { store } = place()
    const account = await newAccount(store)
    const { signatureSerial } = await active(store, account)
    const form = { business: 'renew', application, previousSerial: signatureSerial ?? '' } as const
    return { account, request: await submit(store, await store.openRequest(opening(account, form))) }
  }
  const orderOf = async ({ id }: Request) => (await place().store.orderOfRequest(id))?.id ?? ''

  describe('the audit trail', () => {
    it('tells who suspended, resumed and revoked a pair, and when', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const serial = (await active(store, account)).signatureSerial ?? ''
      const made = await lines(serial)
      const owner = { kind: 'account', id: account.id } as const
      const operator = { kind: 'operator', name: 'auditor' } as const
      await store.changeStatus({ serial, to: 'suspended', by: owner, now: now + 1 })
      await store.changeStatus({ serial, to: 'active', by: operator, now: now + 2 })
      const revoking = { serial, to: 'revoked', reason: 'lost', note: null, by: operator } as const
      await store.changeStatus({ ...revoking, now: now + 3 })
      const told = [
        ...made,
        [1, byAccount(account), 'pair suspended'],
        [2, 'operator auditor', 'pair active'],
        [3, 'operator auditor', 'pair revoked'],
      ]
      expect(await lines(serial)).toEqual(told)
      // What was refused happened to nobody.
      expect((await refusal(store.changeStatus({ ...revoking, now: now + 4 }))).code).toBe(
        'certificate-not-active',
      )
      expect(await lines(serial)).toEqual(told)
    })

    it('tells that certificates were issued and confirmed, each once', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const request = await submit(store, await store.openRequest(opening(account)))
      for (let time = 0; time < 2; time++) await collect(store, account, request)
      const serial = (await again(store, request)).signatureSerial ?? ''
      expect(await lines(serial)).toEqual([[0, byAccount(account), 'certificates issued']])
      for (const later of [5, 6]) await confirm(store, request, now + later)
      expect(await lines(serial)).toEqual([
        [0, byAccount(account), 'certificates issued'],
        [5, byAccount(account), 'certificates confirmed'],
      ])
    })

    it('tells each judgement of a review, and what was corrected between them', async () => {
      const { store } = place()
      const { account, request } = await renewal()
      await pay(store, request)
      await store.review(sentBack(request, now + 1))
      await store.correct({ requestId: request.id, handler: { phone: '13900000000' }, at: now + 2 })
      for (const at of [now + 3, now + 4]) await store.review(review(request, true, { at }))
      expect(await lines(request.id)).toEqual([
        [1, 'operator operator-1', 'request correction'],
        [2, byAccount(account), 'application corrected'],
        [3, 'operator operator-1', 'request approved'],
      ])
      const other = await renewal()
      await pay(store, other.request)
      await store.review(review(other.request, false, { at: now + 5 }))
      expect(await lines(other.request.id)).toEqual([[5, 'operator operator-1', 'request refused']])
    })

    it('tells where money came from and that it went back', async () => {
      const { store } = place()
      const { request } = await renewal()
      const orderId = await orderOf(request)
      const reference = fresh('payment')
      for (const later of [1, 2]) await pay(store, request, reference, now + later)
      await store.abandon(request.id, now + 3)
      const back = { orderId, method: 'transfer', reference: fresh('refund'), amountFen: null } as const
      for (const later of [4, 5])
        await store.refund({ ...back, at: now + later, by: 'operator 1', sender: '示例' })
      expect(await lines(orderId)).toEqual([
        [1, 'payment online', 'money received'],
        [4, 'operator 1', 'money returned'],
      ])
    })

    it('tells that a statement was imported and that a transfer was found on it', async () => {
      const { store } = place()
      const { account, request } = await renewal()
      const orderId = await orderOf(request)
      const amountFen = (await store.order(orderId))?.totalFen ?? 0
      const payer = { payerAccount: fresh('6222'), payerName: '王芳', paidOn: '2027-01-15' }
      const line = { ...payer, note: '', reference: fresh('transfer'), amountFen }
      const by = fresh('operator')
      for (const later of [1, 2]) await store.importStatement({ lines: [line], by, at: now + later })
      const imported = (await lines('1 lines')).filter(([, actor]) => actor === by)
      expect(imported).toEqual([[1, by, 'statement imported']])
      const transfers = [{ ...payer, amountFen }]
      await store.reportTransfers({ orderId, transfers, at: now + 3, sender: '示例' })
      expect(await lines(orderId)).toContainEqual([3, byAccount(account), 'transfers found'])
    })

    it.each(['done', 'failed'] as const)(
      'tells that an unlocking was authorised and is %s',
      async (outcome) => {
        const { store } = place()
        const { account, token, unlock } = await readyToAuthorise(place())
        await store.authoriseUnlock(authorisation(unlock, { now: now + 1 }))
        const end = { unlockId: unlock.id, outcome, newSecret: null }
        for (const later of [2, 3]) await store.closeUnlock({ ...end, now: now + later })
        expect(await lines(token.serial)).toEqual([
          [1, byAccount(account), 'unlock authorised'],
          [2, byAccount(account), `unlock ${outcome}`],
        ])
      },
    )

    it('tells what was done to a seal, and that it went on with the next certificate', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const serial = (await active(store, account)).signatureSerial ?? ''
      const sealId = fresh('seal')
      await store.applyForSeal({ serial, sealId, name: '王芳', type: 'personal', operator: 'one', now })
      const issued = await store.issueSeal({
        sealId,
        operator: 'two',
        now: now + 1,
        der: Uint8Array.of(0x30, 0),
      })
      const successor = (await active(store, account)).signatureSerial ?? ''
      const made = { ...issued, id: fresh('seal'), serial: successor }
      for (const later of [2, 3]) await store.renewSeal({ previousId: sealId, made, now: now + later })
      expect(await lines(`${sealId} ${made.id}`)).toEqual([[2, byAccount(account), 'seal renewed']])
      for (const later of [4, 5]) await store.revokeSeal({ sealId, operator: 'three', now: now + later })
      expect(await lines(sealId)).toEqual([
        [0, 'operator one', 'seal applied'],
        [1, 'operator two', 'seal issued'],
        [4, 'operator three', 'seal revoked'],
      ])
    })

    it('tells who opened, approved and collected the recovery of a key', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const { encryptionSerial, signatureSerial } = await active(store, account)
      const [serial, recipientSerial] = [encryptionSerial ?? '', signatureSerial ?? '']
      const id = fresh('recovery')
      await store.openRecovery({ id, serial, reason: '丢失', openedBy: 'asker', now })
      for (const [index, operator] of ['one', 'two'].entries())
        await store.approveRecovery({ id, operator, now: now + 1 + index })
      await store.collectRecovery({ id, operator: 'asker', now: now + 3, recipientSerial })
      const refused = fresh('recovery')
      await store.openRecovery({ id: refused, serial, reason: '丢失', openedBy: 'asker', now: now + 4 })
      await store.refuseRecovery({ id: refused, operator: 'one', now: now + 5 })
      const acts = (await lines(serial)).map(([at, actor, action]) => `${at} ${actor}: ${action}`)
      expect(acts).toEqual([
        '0 operator asker: recovery opened',
        '1 operator one: recovery approved',
        '2 operator two: recovery approved',
        '3 operator asker: recovery done',
        '4 operator asker: recovery opened',
        '5 operator one: recovery refused',
      ])
    })

    it('tells of an application once, however often it is opened', async () => {
      const { store } = place()
      const account = await newAccount(store)
      const id = fresh('application')
      for (const later of [1, 2]) await store.openApplications(account.id, [id], now + later)
      expect(await lines(id)).toEqual([[1, byAccount(account), 'application opened']])
    })
  })
}
