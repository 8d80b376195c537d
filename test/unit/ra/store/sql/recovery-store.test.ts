import { describe, expect, it } from 'vitest'
import { memory } from './memory.ts'

const opening = { id: 'r', serial: '42', reason: 'w', openedBy: 'o', now: 5 }
const step = (operator: string, now: number) => ({ id: 'r', operator, now })
const openedFor = async (signature: Readonly<Record<string, string>> = {}) => {
  const at = memory()
  at.insert('certificates', { serial: '42', usage: 'encryption', account_id: 'a' })
  at.insert('certificates', { serial: '41', account_id: 'a', ...signature })
  await at.store.openRecovery(opening)
  return at
}
const recovery = {
  ...{ id: 'r', serial: '42', accountId: 'a', reason: 'w', state: 'waiting', openedBy: 'o', openedAt: 5 },
  approvals: [],
}

describe('a recovery', () => {
  it('is opened for an encryption certificate', async () => {
    const { store } = await openedFor()
    expect([await store.recovery('r'), await store.recovery('x')]).toEqual([recovery, null])
    await expect(store.openRecovery({ ...opening, id: 's', serial: '41' })).rejects.toMatchObject({
      code: 'certificate-unknown',
    })
  })

  it('is listed, newest first', async () => {
    const { store } = await openedFor()
    await store.openRecovery({ ...opening, id: 's' })
    await store.approveRecovery({ ...step('p', 6), id: 's' })
    expect(await store.recoveries()).toEqual([{ ...recovery, id: 's', approvals: ['p'] }, recovery])
  })

  it('has its approvals in their order', async () => {
    const { store } = await openedFor()
    await store.approveRecovery(step('z', 6))
    expect(await store.approveRecovery(step('b', 7))).toEqual({
      ...recovery,
      state: 'approved',
      approvals: ['z', 'b'],
    })
    expect(await store.recovery('r')).toEqual({ ...recovery, state: 'approved', approvals: ['z', 'b'] })
    await expect(store.approveRecovery({ ...step('z', 6), id: 'x' })).rejects.toMatchObject({
      code: 'recovery-unknown',
    })
  })

  it('is refused', async () => {
    const { store } = await openedFor()
    expect(await store.refuseRecovery(step('p', 6))).toEqual({ ...recovery, state: 'refused' })
    expect((await store.recovery('r'))?.state).toBe('refused')
    await expect(store.refuseRecovery({ ...step('p', 6), id: 'x' })).rejects.toMatchObject({
      code: 'recovery-unknown',
    })
  })

  const collectedFor = async (signature: Readonly<Record<string, string>>) => {
    const { store } = await openedFor(signature)
    await store.approveRecovery(step('p', 6))
    await store.approveRecovery(step('q', 7))
    return store.collectRecovery({ ...step('o', 8), recipientSerial: '41' }).then(
      ({ state }) => state,
      ({ code }: { code: string }) => code,
    )
  }

  it.each<[Readonly<Record<string, string>>, string]>([
    [{}, 'done'],
    [{ status: 'suspended' }, 'recovery-no-active-certificate'],
    [{ usage: 'encryption', status: 'revoked' }, 'recovery-no-active-certificate'],
    [{ account_id: 'b' }, 'recovery-no-active-certificate'],
    [{ serial: '43' }, 'recovery-no-active-certificate'],
  ])('goes to the holder whose signature certificate has %o: %s', async (signature, outcome) => {
    expect(await collectedFor(signature)).toBe(outcome)
  })

  it('is collected only after it was approved', async () => {
    const { store } = await openedFor()
    const collection = { ...step('o', 8), recipientSerial: '41' }
    await expect(store.collectRecovery(collection)).rejects.toMatchObject({ code: 'recovery-not-approved' })
    await expect(store.collectRecovery({ ...collection, id: 'x' })).rejects.toMatchObject({
      code: 'recovery-unknown',
    })
  })
})
