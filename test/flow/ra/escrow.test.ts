import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agency, operatorAt, person, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { type Holder, issue } from './holder.ts'

describe('a key in escrow', () => {
  let test: TestRa
  let serials: { readonly own: string; readonly other: string }
  beforeAll(async () => {
    test = await startTestRa()
    const made: string[] = []
    for (const holder of [await agency(test.ra.url), await person(test.ra.url)]) {
      made.push((await issue(holder)).request.serials?.encryption ?? '')
    }
    const [own = '', other = ''] = made
    serials = { own, other }
  })
  afterAll(() => test.end())

  async function recover(serial: string): Promise<() => Promise<unknown>> {
    const [operator, ...others]: readonly Holder[] = [
      await operatorAt(test),
      await operatorAt(test, 'auditor'),
      await operatorAt(test, 'keeper'),
    ]
    if (operator === undefined) throw new Error('nobody asks')
    const { recovery } = await operator.client.operator.openRecovery({ serial, reason: '解密旧文件' })
    const recoveryId = recovery.id
    for (const one of others) await one.client.operator.approveRecovery({ recoveryId })
    return () => operator.client.operator.collectRecovery({ recoveryId })
  }

  /** Puts the result of `sealed` into the row of the agency's key. */
  function put(sealed: Uint8Array): void {
    const db = new DatabaseSync(join(test.dataDir, 'ra.db'))
    db.prepare('UPDATE escrow SET sealed = ? WHERE serial = ?').run(sealed, serials.own)
    db.close()
  }

  it('is not given out for another certificate, even when the rows were exchanged', async () => {
    const { store, ca } = test.ra.services
    const [own, other] = [await store.escrowedKey(serials.own), await store.escrowedKey(serials.other)]
    if (own === null || other === null) throw new Error('nothing in escrow')
    const collect = await recover(serials.own)
    put(other)
    expect((await refusalOf(collect())).code).toBe('server-fault')
    // Sealed as in the first version: it opens, and is then found to be another certificate's.
    const otherKey = ca.sealing.open('escrowed-key', other, serials.other)
    put(ca.sealing.seal('escrowed-key', otherKey))
    expect((await refusalOf(collect())).code).toBe('server-fault')
    const ownKey = ca.sealing.open('escrowed-key', own, serials.own)
    put(ca.sealing.seal('escrowed-key', ownKey))
    await collect()
    put(own)
    await collect()
  })
})
