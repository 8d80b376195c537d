import { describe, expect, it } from 'vitest'
import { pinStatus } from '../../../../src/renderer/pin/pin-status.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { pinWith, ukey } from '../../../world.ts'

type Pin = Parameters<typeof pinWith>[0]
const zh = texts('zh-CN')
const say = zh.certificates
const statusOf = (pin: Pin) => pinStatus(ukey({ pin: pinWith(pin) }), zh)

describe('the state of a PIN', () => {
  const everything: Pin = {
    ...{ locked: true, initialised: false, lastTry: true, triesLeft: 1, isDefault: true },
    ...{ entryOnDevice: true, countLow: true },
  }

  it('tells the gravest fact, and each next one when that is gone', () => {
    const graver: readonly (readonly [Pin, 'bad' | 'soon' | 'quiet', string])[] = [
      [{}, 'bad', say.pinLocked],
      [{ locked: false }, 'soon', say.pinNotSet],
      [{ initialised: true }, 'soon', say.pinLastTry],
      [{ lastTry: false, triesLeft: 8 }, 'soon', say.pinDefault],
      [{ isDefault: false }, 'quiet', say.pinOnDevice],
      [{ entryOnDevice: false }, 'quiet', say.pinTries(8)],
      [{ triesLeft: null }, 'soon', say.pinLow],
      [{ countLow: false }, 'quiet', say.pinUnknown],
    ]
    let pin = everything
    for (const [gone, tone, words] of graver) {
      pin = { ...pin, ...gone }
      expect(statusOf(pin)).toEqual({ tone, words })
    }
  })

  it('counts one try as the last one, whether the Ukey says so or only counts', () => {
    expect(statusOf({ triesLeft: 1 }).words).toBe(say.pinLastTry)
    expect(statusOf({ triesLeft: null, lastTry: true }).words).toBe(say.pinLastTry)
    expect(statusOf({ triesLeft: 2 }).words).toBe('PIN 还可试 2 次')
  })
})
