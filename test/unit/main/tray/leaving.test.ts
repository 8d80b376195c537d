import { describe, expect, it } from 'vitest'
import { createLeaving } from '../../../../src/main/tray/leaving.ts'
import type { TransactionView } from '../../../../src/shared/models/index.ts'

type Outcome = Awaited<ReturnType<Parameters<typeof createLeaving>[0]['prompts']['askConsent']>>

/** Somebody who chooses 退出 while a business is in this state, and what came of it. */
const leavingIn = (state: TransactionView['state']) => {
  const answers: ((outcome: Outcome) => void)[] = []
  const said = { asked: 0, left: 0 }
  const leave = createLeaving({
    transactions: () => [{ state } as TransactionView],
    prompts: {
      askConsent: () => {
        said.asked += 1
        return new Promise((resolve) => answers.push(resolve))
      },
    },
    quit: () => {
      said.left += 1
    },
  })
  return { said, leave, answer: (outcome: Outcome) => answers.shift()?.(outcome) }
}

describe('退出', () => {
  it('leaves at once while no business runs', async () => {
    const { said, leave } = leavingIn('waiting')
    await leave()
    expect(said).toEqual({ asked: 0, left: 1 })
  })

  it('asks while one runs, and only a yes leaves', async () => {
    const { said, leave, answer } = leavingIn('running')
    const refused = leave()
    answer({ outcome: 'refused' })
    await refused
    expect(said).toEqual({ asked: 1, left: 0 })
    const answered = leave()
    answer({ outcome: 'answered' } as Outcome)
    await answered
    expect(said).toEqual({ asked: 2, left: 1 })
  })

  it('asks one question however often somebody clicks', async () => {
    const { said, leave, answer } = leavingIn('running')
    const first = leave()
    await Promise.race([leave(), Promise.resolve()])
    await Promise.race([leave(), Promise.resolve()])
    expect(said).toEqual({ asked: 1, left: 0 })
    answer({ outcome: 'answered' } as Outcome)
    await first
    expect(said).toEqual({ asked: 1, left: 1 })
  })
})
