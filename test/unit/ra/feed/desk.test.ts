import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64, toHex } from '../../../../src/pki/bytes.ts'
import { sm2PublicKeyOf, sm2Verify } from '../../../../src/pki/sm2/index.ts'
import { feedDesk } from '../../../../src/ra/feed/desk.ts'
import { publish } from '../../../../src/ra/feed/publication.ts'
import { type FeedContent, feedPurpose } from '../../../../src/shared/announcements/feed.ts'
import { newCaKeys } from '../authority.ts'
import { now } from '../rules/samples.ts'

const { sealing } = newCaKeys(now)
const HOUR = 3_600_000
const content: FeedContent = { issuerId: 'demo', notices: [], pictures: [], programs: [] }

async function place() {
  const kept = new Map<string, string>()
  const store = {
    meta: async (key: string) => kept.get(key) ?? null,
    putMeta: async (key: string, value: string) => void kept.set(key, value),
  }
  const has = { at: now }
  const open = () => feedDesk({ store, sealing, clock: () => has.at })
  return { kept, store, has, open, desk: await open() }
}

describe('the key of the feed', () => {
  it('is made once, sealed, and told', async () => {
    const { kept, desk, open } = await place()
    const privateKey = sealing.open('feed-key', fromBase64(kept.get('feed-key') ?? ''))
    const publicKey = toHex(sm2PublicKeyOf(privateKey)).toLowerCase()
    expect(desk.key).toEqual({ algorithm: 'sm2', publicKey })
    expect(kept.get('feed-public-key')).toBe(publicKey)
    const before = kept.get('feed-key')
    expect((await open()).key).toEqual(desk.key)
    expect(kept.get('feed-key')).toBe(before)
  })
})

describe('a feed', () => {
  it('is none before something was published', async () => {
    await expect((await place()).desk.signed()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is signed for its purpose, and good for thirty days', async () => {
    const { store, desk, kept } = await place()
    await publish(store, content, now)
    const { payload, signature } = await desk.signed()
    const told = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
    expect(told).toEqual({
      ...JSON.parse(kept.get('feed') ?? ''),
      ...{ format: 1, issuedAt: new Date(now).toISOString() },
      expiresAt: new Date(now + 30 * 24 * HOUR).toISOString(),
    })
    expect(told.sequence).toBe(now)
    const point = sm2PublicKeyOf(sealing.open('feed-key', fromBase64(kept.get('feed-key') ?? '')))
    const signed = Buffer.concat([Buffer.from(feedPurpose), fromBase64(payload)])
    expect(sm2Verify(point, signed, fromBase64(signature))).toBe(true)
    expect(sm2Verify(point, fromBase64(payload), fromBase64(signature))).toBe(false)
    expect(toBase64(fromBase64(payload))).toBe(payload)
  })

  it.each([
    [HOUR - 1, true],
    [HOUR, false],
    [-HOUR + 1, true],
    [-HOUR, false],
  ])('after %i is the same: %s', async (passed, isSame) => {
    const { store, desk, has } = await place()
    await publish(store, content, now)
    const first = await desk.signed()
    has.at = now + passed
    expect((await desk.signed()) === first).toBe(isSame)
  })

  it('is signed anew when something else is published', async () => {
    const { store, desk } = await place()
    await publish(store, content, now)
    const first = await desk.signed()
    await publish(store, content, now)
    expect(await desk.signed()).not.toBe(first)
  })
})
