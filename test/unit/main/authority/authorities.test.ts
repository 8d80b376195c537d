import { describe, expect, it } from 'vitest'
import { createAuthorities } from '../../../../src/main/authority/authorities.ts'
import type { Child } from '../../../../src/native/host/child.ts'
import { moments } from '../moments.ts'

const noon = new Date('2026-11-20T12:00:00.000Z')

const setUp = () => {
  const begun: unknown[] = []
  const said: unknown[] = []
  let hear: (message: unknown) => void = () => {}
  const authorities = createAuthorities({
    find: (id) => (id === 'gone' ? null : { id, address: id === 'inside' ? 'embedded' : null }),
    ...{ told: { known: () => null, learn: () => undefined }, shell: { resolveProxy: async () => 'DIRECT' } },
    ...{ clock: () => noon, proxy: () => ({ mode: 'system' }), home: '/home/a', changed: () => undefined },
    ...{ captchaAnswer: 'abcd', pages: '/pages' },
    fork: (entry, argument): Child => {
      begun.push([entry, JSON.parse(argument)])
      return {
        ...{ pid: 1, send: (message) => void said.push(message), kill: () => void said.push('kill') },
        onMessage: (listener) => {
          hear = listener
        },
        onExit: () => undefined,
      }
    },
  })
  return { authorities, begun, said, hear: (message: unknown) => hear(message) }
}

describe('the authorities', () => {
  it('are made once for each issuer', () => {
    const { authorities, begun } = setUp()
    const one = authorities.of('one')
    expect([one.issuerId, authorities.of('one') === one, authorities.of('two') === one]).toEqual([
      ...['one', true, false],
    ])
    expect(begun).toEqual([])
    authorities.stop()
  })

  it('are not made of an issuer that is not known', () => {
    const { authorities } = setUp()
    expect(() => authorities.of('gone')).toThrow(expect.objectContaining({ code: 'issuer-missing' }))
  })

  it('have the time of this computer before they were asked', () => {
    const { authorities } = setUp()
    authorities.of('one')
    expect([
      authorities.now(),
      authorities.now(null),
      authorities.now('one'),
      authorities.now('new'),
    ]).toEqual([...[noon, noon, noon, noon]])
    authorities.stop()
  })

  it('start the one inside in its own folder when it is needed, and end it', async () => {
    const { authorities, begun, said, hear } = setUp()
    const key = authorities.embeddedFeedKey()
    await moments()
    expect(begun).toEqual([
      ['authority', { dataDir: '/home/a/authority', captchaAnswer: 'abcd', pagesDir: '/pages' }],
    ])
    hear({ type: 'ready', url: 'http://127.0.0.1:5/' })
    expect(await key).toBeNull()
    expect(await authorities.desk('inside')).toMatchObject({ url: 'http://127.0.0.1:5/operator/' })
    expect(await authorities.desk('one')).toBeNull()
    authorities.stop()
    expect(said).toEqual([{ type: 'stop' }])
  })

  it('stop with what they do', async () => {
    const { authorities } = setUp()
    const one = authorities.of('one')
    await expect(one.check()).rejects.toMatchObject({ code: 'authority-not-connected' })
    authorities.stop()
    await expect(one.check()).rejects.toMatchObject({ code: 'cancelled-by-user' })
  })
})
