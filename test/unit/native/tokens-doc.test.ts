import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostRules } from '../../../src/native/index.ts'

const text = readFileSync(join(import.meta.dirname, '../../../docs/tokens.md'), 'utf8')

const seconds = (milliseconds: number): string => String(milliseconds / 1000)
const listed = (all: readonly number[]): string => all.map(seconds).join(', ')
const last = (all: readonly number[]): number => all.at(-1) ?? Number.NaN
const deadlines = Object.values(hostRules.deadlines)
const words: Readonly<Record<number, string>> = { 5: 'five' }

describe('docs/tokens.md has the figures of the code:', () => {
  it.each([
    ['deadlines', `${seconds(Math.min(...deadlines))} to ${seconds(Math.max(...deadlines))} s`],
    ['a PIN typed on the key', `${seconds(hostRules.keypadDeadline)} s while somebody types a PIN`],
    ['pauses after a crash', `started again after ${listed(hostRules.pauses)} s`],
    ['crashes', `after ${words[hostRules.crashesToGiveUp]} crashes`],
    ['a clean record', `each within ${seconds(hostRules.forgetCrashesAfter)} s of its start`],
    [
      'pauses after a refusal',
      `after ${listed(hostRules.refusalPauses.slice(0, -1))} and then every ${seconds(last(hostRules.refusalPauses))} s`,
    ],
    ['signs of life', `A host says every ${seconds(hostRules.aliveMilliseconds)} s that it lives`],
    ['silence', `nothing for ${seconds(hostRules.silenceMilliseconds)} s`],
    ['the question', `has ${seconds(hostRules.questionDeadline)} s to answer`],
    ['sleep', `ends ${seconds(hostRules.restAfter)} s after the last change on USB`],
    ['polls', `every ${hostRules.pollMilliseconds} ms (or as often as the driver file says)`],
    [
      'a key that wakes',
      `looked at again after ${seconds(Math.min(...hostRules.wakingPauses))} to ${seconds(last(hostRules.wakingPauses))} s`,
    ],
  ])('%s', (_, sentence) => {
    expect(text).toContain(sentence)
  })

  it('there is a pause before every start after a crash, and no other pause', () => {
    expect(hostRules.pauses).toHaveLength(hostRules.crashesToGiveUp - 1)
  })

  it('a host speaks several times within the time that counts as silence', () => {
    expect(hostRules.silenceMilliseconds).toBeGreaterThanOrEqual(3 * hostRules.aliveMilliseconds)
  })
})
