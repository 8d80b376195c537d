import { describe, expect, it } from 'vitest'
import type { StepName, StepView } from '../../../../src/shared/models/index.ts'
import { currentStep, groupsOf, stoppedAt } from '../../../../src/shared/transactions/progress.ts'

type Step = readonly [StepName, StepView['state']]
const steps = (...all: readonly Step[]) => ({
  steps: all.map(([name, state]): StepView => ({ name, state, seconds: null })),
})
const states = (...all: readonly Step[]) => groupsOf(steps(...all)).map(({ name, state }) => [name, state])

describe('the four groups of a business', () => {
  it('show one that nobody has begun as not begun', () => {
    expect(states(['request', 'ahead'], ['keypair', 'ahead'])).toEqual([['apply', 'ahead']])
  })

  it('show one that has begun as running, also between two steps', () => {
    expect(states(['request', 'done'], ['keypair', 'ahead'], ['await', 'ahead'])).toEqual([
      ['apply', 'running'],
      ['review', 'ahead'],
    ])
  })

  it('show it as its first step that is not done: waiting, failed or done', () => {
    expect(states(['request', 'done'], ['await', 'waiting'], ['collect', 'ahead'])).toEqual([
      ['apply', 'done'],
      ['review', 'waiting'],
    ])
    expect(states(['write-signing', 'failed'], ['verify', 'ahead'])).toEqual([
      ['write', 'failed'],
      ['check', 'ahead'],
    ])
  })
})

describe('where a business is now', () => {
  it('is its first step that is not done, and its last one when all are', () => {
    const half = steps(['request', 'done'], ['await', 'waiting'], ['collect', 'ahead'])
    expect([currentStep(half)?.name, stoppedAt(half)]).toEqual(['await', 'review'])
    const whole = steps(['request', 'done'], ['confirm', 'done'])
    expect([currentStep(whole)?.name, stoppedAt(whole)]).toEqual(['confirm', 'check'])
    expect([currentStep(steps()), stoppedAt(steps())]).toEqual([null, 'apply'])
  })
})
