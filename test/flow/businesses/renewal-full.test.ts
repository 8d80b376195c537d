import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoProfile } from '../../../src/ra/rules/profile.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { explain } from '../../../src/shared/errors/index.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { lacksRoom } from '../../../src/shared/targets/room.ts'
import { agency, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { operatorOf, submit } from '../../house/renewals.ts'
import { answering } from '../../house/seals.ts'
import { faces } from '../../house/tokens.ts'
import type { Holder } from '../ra/holder.ts'

/** Bytes: room for two pairs, but not for a third. */
const capacity = 9_000

/** `npm test` takes the face where it stops after the payment; RENEWAL_ALL=1 takes both. */
const taken = process.env.RENEWAL_ALL ? faces : faces.slice(0, 1)

describe.each(taken)('a Ukey without room, over %s,', (face) => {
  const raFolder = temporary()
  let ra: RunningRa
  let house: WholeHouse
  let operator: Holder
  let tokenId: string
  beforeAll(async () => {
    const renewal = { ...demoProfile.renewal, opensDaysBefore: 3650 }
    ra = await openRa(raFolder, { profile: { ...demoProfile, renewal } })
    operator = await operatorOf(ra, raFolder)
    house = await openWholeHouse(ra.url, { face })
    await house.login(agency)
    tokenId = await house.insert('SMALL', { capacity })
  })
  afterAll(async () => {
    await house?.end()
    await ra?.stop()
    removeFolder(raFolder)
  })

  const present = () => {
    const found = house.state.current().tokens.find(({ id }) => id === tokenId)
    if (!found) throw new Error('no token')
    return found
  }

  const pairsOf = (state: string) =>
    house.state
      .current()
      .tokens.filter(({ id }) => id === tokenId)
      .flatMap(({ pairs }) => pairs.filter((pair) => pair.state === state))

  /** Does for a renewal what it waits for, up to its end or to what stops it. */
  const goOn = async (transactionId: string): Promise<TransactionView> => {
    const view = await house.until(transactionId, ({ state }) => state !== 'running')
    const { waiting } = view
    if (waiting === null) return view
    if (waiting.for === 'payment') await fetch(waiting.order.ways?.payUrl ?? '', { method: 'POST' })
    if (waiting.for === 'review')
      await operator.client.operator.approve({ requestId: house.issuance.requestOf(transactionId) ?? '' })
    await house.issuance.resume(transactionId, waiting.for === 'person' ? given(UKEY_PIN) : null)
    await house.until(transactionId, (now) => now.state !== 'waiting' || now.waiting?.for !== waiting.for)
    return goOn(transactionId)
  }
  const renewed = async () => goOn((await submit(house, tokenId)).transactionId)

  it('is known before anything is paid; it says so with both ways on, the old pair stays, and after an old certificate was removed the paid renewal goes on', async () => {
    const target = { kind: 'ukey', tokenId } as const
    await house.rest((await house.issuance.start({ target, ...given(UKEY_PIN) })).transactionId)
    await house.shows(() => pairsOf('valid').length === 1)
    expect(lacksRoom(present())).toBe(false)
    expect(await renewed()).toMatchObject({ state: 'done' })
    await house.shows(() => pairsOf('kept').length === 1 && pairsOf('valid').length === 1)
    expect(lacksRoom(present())).toBe(true)
    const [valid] = pairsOf('valid')

    const stopped = await renewed()
    expect(stopped).toMatchObject({ state: 'paused', error: { code: 'token-full' } })
    expect(explain({ code: 'token-full', params: {} }, 'zh-CN').next).toMatch(/移除.*旧证书.*发证机构/)
    expect(pairsOf('valid')).toEqual([valid])

    const person = answering(house, UKEY_PIN)
    const pairId = pairsOf('kept')[0]?.id ?? ''
    await house.oldCertificates.remove({ tokenId, pairId, filesGivenUp: true })
    person.stop()
    await house.issuance.resume(stopped.id, given(UKEY_PIN))
    expect(await goOn(stopped.id)).toMatchObject({ state: 'done', error: null })
    await house.shows(() => pairsOf('kept').length === 1 && pairsOf('valid').length === 1)
    expect(pairsOf('valid')[0]?.signing?.serial).not.toBe(valid?.signing?.serial)
  })
})
