import { describe, expect, it } from 'vitest'
import { isRepeatable, withRepetition } from '../../../../src/main/authority/repeat.ts'
import { AssistantError, type ErrorCode } from '../../../../src/shared/errors/index.ts'

/** A work that fails with these codes, one after another, and then succeeds. */
const failing = (...codes: readonly (ErrorCode | Error)[]) => {
  const left = [...codes]
  const tries = { count: 0 }
  const work = async (): Promise<string> => {
    tries.count += 1
    const next = left.shift()
    if (next === undefined) return 'done'
    throw typeof next === 'string' ? new AssistantError(next as 'network-refused') : next
  }
  return { work, tries }
}
const options = (change: object = {}) => ({
  ...{ attempts: 3, pauseMs: 0, stopped: new AbortController().signal },
  ...change,
})

describe('a call is made again', () => {
  it.each(['network-refused', 'network-timeout', 'authority-fault', 'authority-answer-unreadable'] as const)(
    'after %s',
    async (code) => {
      const { work, tries } = failing(code)
      expect([await withRepetition(work, options()), tries.count]).toEqual(['done', 2])
    },
  )

  it.each(['network-tls', 'login-expired', 'cancelled-by-user', 'authority-busy'] as const)(
    'not after %s',
    async (code) => {
      const { work, tries } = failing(code)
      await expect(withRepetition(work, options())).rejects.toMatchObject({ code })
      expect(tries.count).toBe(1)
    },
  )

  it('not after an error of another kind', async () => {
    const { work, tries } = failing(Object.assign(new Error('odd'), { code: 'network-refused' }))
    await expect(withRepetition(work, options())).rejects.toThrow('odd')
    expect(tries.count).toBe(1)
  })

  it('as often as is allowed, and then fails with the last error', async () => {
    const { work, tries } = failing(
      'network-refused',
      'network-refused',
      'network-timeout',
      'authority-fault',
    )
    await expect(withRepetition(work, options())).rejects.toMatchObject({ code: 'network-timeout' })
    expect(tries.count).toBe(3)
    const once = failing('network-refused')
    await expect(withRepetition(once.work, options({ attempts: 1 }))).rejects.toMatchObject({
      code: 'network-refused',
    })
    expect(once.tries.count).toBe(1)
  })

  it('up to the last attempt', async () => {
    const { work, tries } = failing('network-refused', 'network-refused')
    expect([await withRepetition(work, options()), tries.count]).toEqual(['done', 3])
  })

  it('not after everything was stopped', async () => {
    const controller = new AbortController()
    const { work, tries } = failing('network-refused', 'network-refused')
    const run = withRepetition(work, options({ pauseMs: 3_600_000, stopped: controller.signal }))
    controller.abort()
    await expect(run).rejects.toMatchObject({ code: 'network-refused' })
    expect(tries.count).toBe(1)
  })
})

describe('a call', () => {
  it.each([
    ...['info', 'captcha.create', 'sessions.current', 'sessions.close', 'tokens.list', 'requests.open'],
    ...['requests.list', 'requests.get', 'requests.submitCsr', 'requests.collect', 'requests.confirm'],
    ...['requests.abandon', 'orders.get', 'certificates.list', 'certificates.get'],
  ])('%s may be made twice', (name) => {
    expect(isRepeatable(name.split('.'))).toBe(true)
  })

  it.each(['sessions.open', 'orders.pay', 'requests', 'get', 'info.get', ''])('%s may not', (name) => {
    expect(isRepeatable(name.split('.'))).toBe(false)
  })
})
