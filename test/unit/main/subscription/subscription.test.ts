import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createSubscription } from '../../../../src/main/subscription/subscription.ts'
import type { Snapshot, TokenView } from '../../../../src/shared/models/index.ts'
import { startTestRa, type TestRa } from '../../../flow/ra/authority.ts'
import { holderAt } from '../../../flow/ra/holder.ts'
import { demo, pair, soft, trademark, ukey } from '../../../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'subscription-'))
let test: TestRa
let path = ''
beforeEach(() => {
  path = join(mkdtempSync(join(folder, 'home-')), 'subscription.json')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = (id: string, issuerId: string | null = demo.id): TokenView =>
  ukey({ id, serial: `SN-${id}`, pairs: [pair('valid', { id, tokenId: id, days: 200, issuerId })] })

const open = (url: string, tokens: readonly TokenView[]) => {
  let shown: Pick<Snapshot, 'subscriptionOffer' | 'subscriptions'> = {
    subscriptionOffer: null,
    subscriptions: [],
  }
  const service = createSubscription({
    path,
    client: () => holderAt(url).client,
    snapshot: () => ({ tokens, issuers: [demo, { ...trademark, connected: false }] }),
    show: (now) => {
      shown = now
    },
  })
  service.look()
  return { service, offer: () => shown.subscriptionOffer, all: () => shown.subscriptions }
}

const nowhere = 'http://127.0.0.1:9'

describe('the offer to register', () => {
  it('comes with the first Ukey of an authority that can be reached, and with nothing else', () => {
    expect(open(nowhere, []).offer()).toBeNull()
    expect(open(nowhere, [soft()]).offer()).toBeNull()
    expect(open(nowhere, [key('a', null)]).offer()).toBeNull()
    expect(open(nowhere, [key('a', trademark.id)]).offer()).toBeNull()
    expect(open(nowhere, [key('a')]).offer()).toEqual({ tokenId: 'a', issuerId: demo.id })
  })

  it('is gone for good once declined, for every other Ukey and after a restart', () => {
    const first = open(nowhere, [key('a')])
    first.service.decline()
    expect(first.offer()).toBeNull()
    expect(open(nowhere, [key('b'), key('a')]).offer()).toBeNull()
  })

  it('does not come again where the answer cannot be read any more', () => {
    writeFileSync(path, '{"format":1,"answered":')
    expect(open(nowhere, [key('a')]).offer()).toBeNull()
  })
})

describe('a registration', () => {
  const wish = {
    ...{ issuerId: demo.id, tokenId: 'a' },
    contact: { channel: 'sms', address: '13800001234' },
    topics: ['expiry', 'expiry', 'service'],
  } as const

  it('sends contact, key and topics and nothing else, is shown masked, and is deleted there and here', async () => {
    test = await startTestRa()
    try {
      const world = open(test.ra.url, [key('a')])
      await world.service.register(wish)
      expect(await test.ra.services.store.subscriptions()).toMatchObject([
        { channel: 'sms', address: '13800001234', keySerial: 'SN-a', topics: ['expiry', 'service'] },
      ])
      expect(world.offer()).toBeNull()
      expect(world.all()).toMatchObject([{ masked: '138****1234', keySerial: 'SN-a' }])
      expect(readFileSync(path, 'utf8')).not.toContain('13800001234')
      const again = open(test.ra.url, [])
      await again.service.remove(again.all()[0]?.id ?? '')
      expect(await test.ra.services.store.subscriptions()).toEqual([])
      expect(open(nowhere, [key('a')]).all()).toEqual([])
    } finally {
      await test.end()
    }
  })

  it('is not made without its Ukey, and a failed one leaves the offer', async () => {
    const world = open(nowhere, [key('a')])
    await expect(world.service.register({ ...wish, tokenId: 'b' })).rejects.toThrow(
      expect.objectContaining({ code: 'token-absent' }),
    )
    await expect(world.service.register(wish)).rejects.toThrow()
    expect(world.offer()).not.toBeNull()
    expect(world.all()).toEqual([])
  })
})
