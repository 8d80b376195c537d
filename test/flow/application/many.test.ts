import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { softTokenId } from '../../../src/native/soft/soft-facts.ts'
import { callsDuring } from '../../calls.ts'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'
import { laySoftCertificates, serialOf, softPin } from '../tokens/many-soft-files.ts'

// How much work a small thing is when there are many certificates, in calls that the engine counts.

const many = 40
const work = ['parseCertificate', 'pairCertificates', 'tokenView', 'certificatesOf', 'readSoftFile'] as const

let house: ApplicationHouse
beforeAll(async () => {
  house = await openApplication((home) => laySoftCertificates(home, many))
  await house.until(({ settled, tokens }) => settled && tokens.length === many)
})
afterAll(() => house.stop())

const oneOfThem = softTokenId(serialOf(7))
const lastTold = () => house.told.at(-1)

describe('with many certificates', () => {
  it('a setting reads none of them again, and a window hears of the setting alone', async () => {
    const calls = await callsDuring(work, async () => {
      await house.client.settings.change({ theme: 'dark' })
      await house.until(({ settings }) => settings.theme === 'dark')
    })
    expect(calls).toEqual({
      parseCertificate: 0,
      pairCertificates: 0,
      tokenView: 0,
      certificatesOf: 0,
      readSoftFile: 0,
    })
    expect(lastTold()).toMatchObject({ kind: 'change', lists: {} })
    expect(Object.keys((lastTold() as { slices?: object }).slices ?? {})).toEqual(['settings'])
  })

  it('a wrong PIN reads its own file and makes one view, and a window hears of that token alone', async () => {
    const before = house.snapshot()
    const calls = await callsDuring(work, async () => {
      const wrong = house.client.pin.verify({ tokenId: oneOfThem, pin: '999999', tries: 'careful' })
      await expect(wrong).rejects.toMatchObject({ data: { code: 'pin-wrong' } })
      await house.until(({ tokens }) => tokens.some(({ pin }) => pin.triesLeft === 9))
    })
    expect(calls).toMatchObject({ parseCertificate: 0, tokenView: 1, certificatesOf: 0 })
    expect(calls.readSoftFile).toBeLessThan(4)
    const after = house.snapshot()
    expect(after.tokens.filter((token, at) => token !== before.tokens[at]).map(({ id }) => id)).toEqual([
      oneOfThem,
    ])
    expect(lastTold()).toMatchObject({ lists: { tokens: { ids: null, changed: [{ id: oneOfThem }] } } })
  })

  it('a right PIN after it does no more', async () => {
    const calls = await callsDuring(work, async () => {
      await house.client.pin.verify({ tokenId: oneOfThem, pin: softPin, tries: 'careful' })
      await house.until(({ tokens }) => tokens.every(({ pin }) => pin.triesLeft === 10))
    })
    expect(calls).toMatchObject({ parseCertificate: 0, tokenView: 1, certificatesOf: 0 })
    expect(calls.readSoftFile).toBeLessThan(4)
  })

  it('a look at everything parses nothing that is still the same', async () => {
    const calls = await callsDuring(work, () => house.client.state.refresh())
    expect(calls).toMatchObject({ parseCertificate: 0, pairCertificates: 0, tokenView: 0, certificatesOf: 0 })
  })
})
