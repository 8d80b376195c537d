import { utimesSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clockStep } from '../../../../../src/main/diagnosis/steps/clock.ts'
import { today } from '../../../../world.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { put, top, worldWith } = computer()

describe('the check of the clock', () => {
  const skewed = (...skews: readonly (number | null)[]) =>
    clockStep.check(
      worldWith({
        build: top(),
        drift: () => 0,
        issuers: () => skews.map((_, n) => ({ id: String(n), name: `机构${n}`, address: 'https://a' })),
        authority: (id: string) => ({ connection: () => ({ clockSkewSeconds: skews[Number(id)] }) }),
      }),
    )

  it.each([
    ['nobody told the time', [], []],
    ['an authority did not tell it', [null], []],
    ['it is a little ahead', [569], []],
    ['it is ten minutes ahead', [570], [['clock-ahead', 'problem']]],
    ['it is ten minutes behind', [-570], [['clock-behind', 'problem']]],
    ['one of two says that it is right', [0, 569], []],
    ['two authorities disagree', [0, 570], [['clock-disagree', 'attention']]],
    ['both say that it is ahead', [7200, 7000], [['clock-ahead', 'problem']]],
  ])('says what is true if %s', (_, skews, expected) => {
    expect(saidIn(skewed(...skews))).toEqual(expected)
  })

  it('names the authority that is nearest, and how many minutes it is', () => {
    expect(figuresIn(skewed(7300, 7200))).toEqual([{ minutes: 120, source: '机构1' }])
    expect(figuresIn(skewed(-600, 600))).toEqual([{ minutes: 20 }])
  })

  it('asks no authority that has no address', () => {
    const world = worldWith({
      build: top(),
      drift: () => 0,
      issuers: () => [{ id: 'a', name: 'a', address: null }],
    })
    expect(clockStep.check(world)).toEqual([])
  })

  it('finds a time before the product was made, except for a day', () => {
    const made = new Date(today.getTime() + 86_400_000)
    const at = (milliseconds: number) => {
      const file = put('files.json')
      utimesSync(file, made, new Date(made.getTime() + milliseconds))
      return clockStep.check(worldWith({ build: top(), drift: () => 0, issuers: () => [] }))
    }
    expect(at(-1_000)).toEqual([])
    expect(saidIn(at(1_000))).toEqual([['clock-before-build', 'problem']])
    expect(figuresIn(at(1_000))).toEqual([{ date: made.toISOString().slice(0, 10) }])
  })

  it('finds ten minutes by which it was moved, in either direction', () => {
    const moved = (seconds: number) =>
      clockStep.check(worldWith({ build: top(), drift: () => seconds * 1_000, issuers: () => [] }))
    expect([moved(569), moved(-569)]).toEqual([[], []])
    expect(saidIn([...moved(570), ...moved(-570)])).toEqual([
      ['clock-jumped', 'attention'],
      ['clock-jumped', 'attention'],
    ])
  })
})
