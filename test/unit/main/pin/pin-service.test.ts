import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { pinWith } from '../../../world.ts'
import { careful, consent, fail, noted, pin, refused, setUp } from './open-pin-service.ts'

describe('a PIN is checked', () => {
  it('with one try, and the counts before and after it are told', async () => {
    const { service, did, history, counts } = setUp()
    const [before, after] = counts
    expect(await service.verify('ukey-1', pin(), careful)).toEqual({ before, after })
    expect(did).toEqual([
      ['verify', '246813'],
      ['offer', 'ukey-1', '246813'],
    ])
    expect(history).toEqual([])
  })

  it('also where nobody takes secrets, and where the Ukey goes at once', async () => {
    const { service, counts, is } = setUp({ secrets: false })
    const [before] = counts
    is.trouble = new AssistantError('token-removed')
    expect(await service.verify('ukey-1', pin(), careful)).toEqual({ before, after: null })
    const odd = setUp()
    odd.is.trouble = new Error('odd')
    await expect(odd.service.verify('ukey-1', pin(), careful)).rejects.toThrow('odd')
  })

  it('and is lent until a secret is made with it', async () => {
    const held = Promise.withResolvers<void>()
    const { service } = setUp({ offered: held.promise })
    let isDone = false
    const pending = service.verify('ukey-1', pin(), careful).then(() => {
      isDone = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isDone).toBe(false)
    held.resolve()
    await pending
  })

  it('with none while it cannot be right', async () => {
    const { service, did } = setUp({ facts: { pinRule: { min: 6, max: 8 } } })
    const length = refused('pin-length', { min: 6, max: 8 })
    await expect(service.verify('ukey-1', pin('12345'), careful)).rejects.toEqual(length)
    await expect(service.verify('ukey-1', pin('123456789'), careful)).rejects.toEqual(length)
    await expect(service.verify('ukey-2', pin(), careful)).rejects.toEqual(refused('token-absent'))
    expect(did).toEqual([])
  })

  it('on a soft certificate by the rules of those', async () => {
    const { service } = setUp({ facts: { kind: 'soft', pinRule: { min: 1, max: 2 } } })
    await service.verify('ukey-1', pin('Blue7Mountain'), careful)
    await expect(service.verify('ukey-1', pin('1'), careful)).rejects.toMatchObject({ code: 'pin-length' })
  })

  it.each([
    [{ locked: true }, 'pin-locked'],
    [{ initialised: false }, 'pin-not-initialised'],
    [{ lastTry: true }, 'last-try-unconfirmed'],
  ] as const)('with none while the Ukey says %o', async (state, code) => {
    const { service, did, counts } = setUp()
    counts[0] = pinWith(state)
    await expect(service.verify('ukey-1', pin(), careful)).rejects.toEqual(refused(code))
    expect(did).toEqual([])
  })

  it('with the last try once the person wants that', async () => {
    const { service, counts } = setUp()
    counts[0] = pinWith({ lastTry: true })
    expect(await service.verify('ukey-1', pin(), { tries: 'last-confirmed' })).toMatchObject({
      before: { lastTry: true },
    })
  })

  it('and a lock that follows is written down, other failures are not', async () => {
    const { service, history, did } = setUp({ verify: () => fail('pin-locked') })
    await expect(service.verify('ukey-1', pin(), careful)).rejects.toEqual(refused('pin-locked'))
    expect([history, did.length]).toEqual([[noted('pin-locked')], 1])
    const wrong = setUp({ verify: () => fail('pin-wrong-uncounted') })
    await expect(wrong.service.verify('ukey-1', pin(), careful)).rejects.toEqual(
      refused('pin-wrong-uncounted'),
    )
    expect(wrong.history).toEqual([])
  })

  it('once at a time, and again after it', async () => {
    const held = Promise.withResolvers<void>()
    const { service, did } = setUp({ verify: () => held.promise })
    const first = service.verify('ukey-1', pin(), careful)
    await expect(service.verify('ukey-1', pin(), careful)).rejects.toEqual(refused('busy-with-other'))
    await expect(service.change('ukey-1', pin(), pin('975310'), consent)).rejects.toEqual(
      refused('busy-with-other'),
    )
    held.reject(new AssistantError('driver-crashed'))
    await expect(first).rejects.toEqual(refused('driver-crashed'))
    await expect(service.verify('ukey-1', pin(), careful)).rejects.toEqual(refused('driver-crashed'))
    expect(did).toHaveLength(2)
  })
})
