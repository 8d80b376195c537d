import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fork, HostRules } from '../../../src/native/index.ts'
import { hostFork, serialsOf } from '../../house/tokens.ts'
import { openUkeyHouse, type UkeyHouse } from './ukey-house.ts'

const log: string[] = []
let house: UkeyHouse

beforeEach(() => {
  log.length = 0
})
afterEach(() => house.close())

const open = async (rules: Partial<HostRules>): Promise<number> => {
  house = await openUkeyHouse({ rules, log: (line) => log.push(line) })
  await house.insert('LIFE')
  return host()
}
const host = (): number => {
  const pid = house.keyring.hosts().get('virtual')
  if (pid === undefined) throw new Error('there is no host')
  return pid
}
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('a token host that nobody asks for anything', () => {
  it('is ended when it stands still for good: after a real silence and a question that it does not answer', async () => {
    const rules = { aliveMilliseconds: 100, silenceMilliseconds: 400, questionDeadline: 400 }
    const pid = await open(rules)
    const stopped = performance.now()
    process.kill(pid, 'SIGSTOP')
    const { troubles } = await house.until((state) => state.troubles.length > 0)
    const took = performance.now() - stopped
    expect(troubles).toMatchObject([{ driverId: 'virtual', report: { code: 'driver-not-answering' } }])
    // Its last word may be as old as the time between two of them.
    expect(took).toBeGreaterThanOrEqual(
      rules.silenceMilliseconds + rules.questionDeadline - rules.aliveMilliseconds,
    )
    await house.until((state) => serialsOf(state).includes('LIFE'))
    expect(host()).not.toBe(pid)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(log).toEqual([
      expect.stringMatching(`^token host of virtual: process ${pid}, .* s old: runs$`),
      expect.stringMatching(
        `^token host of virtual: process ${pid}, .* s old: ended, not-answering: no sign of life, and no answer`,
      ),
      expect.stringMatching(`^token host of virtual: process ${host()}, .* s old: runs$`),
    ])
  })

  it('says again and again that it lives, long beyond the silence that is allowed, and stays the same process', async () => {
    const said: string[] = []
    const fork: Fork = (...where) => {
      const child = hostFork(...where)
      child.onMessage((message) => said.push(JSON.stringify(message)))
      return child
    }
    const rules = { aliveMilliseconds: 100, silenceMilliseconds: 400, questionDeadline: 20_000 }
    house = await openUkeyHouse({ rules, fork, log: (line) => log.push(line) })
    const pid = host()
    const beats = () => said.filter((message) => message === '["alive"]').length
    const enough = (5 * rules.silenceMilliseconds) / rules.aliveMilliseconds
    await vi.waitFor(() => expect(beats()).toBeGreaterThan(enough), { timeout: 60_000, interval: 100 })
    expect([host(), log.length]).toEqual([pid, 1])
  })

  it('lives on when it stood still for a while but answers', async () => {
    const pid = await open({ aliveMilliseconds: 100, silenceMilliseconds: 300, questionDeadline: 20_000 })
    process.kill(pid, 'SIGSTOP')
    await sleep(1_200)
    process.kill(pid, 'SIGCONT')
    await house.present('LIFE').token.facts()
    expect([host(), log.length]).toEqual([pid, 1])
  })

  it('lives on when it says nothing by itself, as long as it answers', async () => {
    const pid = await open({ aliveMilliseconds: 60_000, silenceMilliseconds: 100, questionDeadline: 10_000 })
    await sleep(2_000)
    await house.present('LIFE').token.facts()
    expect([host(), log.length]).toEqual([pid, 1])
  })
})
