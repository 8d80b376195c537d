import { expect, it } from 'vitest'
import { beginUnlocking, endUnlocking } from '../../../../src/main/unlock/unlocking.ts'

it('an unlocking that is over leaves nothing of the key to which the authority answered', () => {
  const file = { id: 'unlock-1', records: () => [] }
  const unlocking = beginUnlocking({ token: { id: 'ukey-1' }, file } as never)
  expect(unlocking.recipient.privateKey.some((byte) => byte !== 0)).toBe(true)
  endUnlocking(unlocking)
  expect(unlocking.recipient.privateKey).toEqual(new Uint8Array(32))
})
