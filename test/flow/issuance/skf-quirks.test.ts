import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Quirks, SKF_BUILDS, type SkfBuild, setQuirks } from '../../../src/native/virtual-ukey/quirks.ts'
import { readUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { given, openHouse, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { below, pick, randomFrom } from '../../random.ts'
import { insert, UKEY_PIN, virtualDriver } from './ukeys.ts'

// What makers do otherwise than the standard, each thing alone and several at once: a whole issuance passes.

/** Some keys take half a minute to make a pair: `SKF_SLOW_GENERATE=30000`. In the mixes they take a second. */
const slow = Number(process.env.SKF_SLOW_GENERATE ?? 1000)

type Maker = { readonly build: SkfBuild; readonly quirks: Quirks }

const single: readonly Quirks[] = [
  { 'single-nul': null },
  { 'generate-number': 0x20200 },
  { 'odd-errors': null },
  { 'verify-crash': null },
  { 'single-session': null },
  { 'slow-generate': 1000 },
  { 'devinfo-overrun': 3000 },
]

const alone: readonly Maker[] = [
  ...SKF_BUILDS.filter((build) => build !== 'standard').map((build) => ({ build, quirks: {} })),
  ...single.map((quirks) => ({
    build: 'standard' as const,
    quirks: 'slow-generate' in quirks ? { 'slow-generate': slow } : quirks,
  })),
]

const mixed = (seed: number, count: number): readonly Maker[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => {
    const quirks = single.filter(() => below(random, 2) === 0)
    return { build: pick(random, SKF_BUILDS), quirks: Object.assign({}, ...quirks) as Quirks }
  })
}

/** `SKF_QUIRK_MIXES` of them; the suite takes a few. */
const mixes = mixed(20261126, Number(process.env.SKF_QUIRK_MIXES ?? 3))

const nameOf = ({ build, quirks }: Maker): string => [build, ...Object.keys(quirks)].join(', ')

const raFolder = temporary()
let ra: RunningRa
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

const issueOn = async ({ build, quirks }: Maker): Promise<void> => {
  const home = temporary()
  const keys = join(home, 'keys')
  const drivers = virtualDriver(keys, 'skf', build)
  setQuirks(keys, 'library', quirks)
  const patience = 25_000 + slow
  const house = await openHouse({ home, address: ra.url, drivers, retryMs: 60_000, patience })
  try {
    await house.login({ userName: 'demo', applicantName: '北京示例知识产权代理有限公司' })
    const tokenId = await insert(house, keys, 'QUIRKY', { userTries: 6 })
    const target = { kind: 'ukey', tokenId } as const
    const wrong = await house.issuance.start({ target, ...given('00000000') })
    expect((await house.rest(wrong.transactionId)).error).toEqual({
      code: 'pin-wrong',
      params: { triesLeft: 5 },
    })
    await house.issuance.resume(wrong.transactionId, given(UKEY_PIN))
    const view = await house.rest(wrong.transactionId)
    expect([view.state, view.error]).toEqual(['done', null])
    expect(readUkey(keys, 'QUIRKY').facts?.user.left).toBe(6)
  } finally {
    await house.stop()
    removeFolder(home)
  }
}

describe('a certificate is issued on the key of a maker whose library', () => {
  it.each(alone.map((maker) => [nameOf(maker), maker] as const))(
    'is odd: %s',
    { timeout: 60_000 },
    (_, maker) => issueOn(maker),
  )

  it.each(mixes.map((maker) => [nameOf(maker), maker] as const))(
    'is odd in several ways: %s',
    { timeout: 60_000 },
    (_, maker) => issueOn(maker),
  )
})
