import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { fromBase64, fromHex, sm2Verify } from '../../../src/pki/index.ts'
import { contentIn } from '../../../src/ra/feed/publication.ts'
import { feed, feedPurpose, type SignedFeed } from '../../../src/shared/announcements/feed.ts'
import { refusalOf, startTestRa, type TestRa } from './authority.ts'
import { holderAt } from './holder.ts'

const program = fileURLToPath(new URL('../../../src/ra/cli.ts', import.meta.url))
const cli = async (...args: readonly string[]) => promisify(execFile)(process.execPath, [program, ...args])

const contentOf = ({ payload }: SignedFeed) =>
  feed.parse(JSON.parse(Buffer.from(payload, 'base64').toString()))

const isSigned = ({ payload, signature }: SignedFeed, publicKey: string): boolean => {
  const signed = Buffer.concat([Buffer.from(feedPurpose), Buffer.from(payload, 'base64')])
  return sm2Verify(fromHex(publicKey), signed, fromBase64(signature))
}

const publication = {
  issuerId: 'mine',
  notices: [
    {
      id: 'n1',
      publishedOn: '2026-11-20',
      title: { zh: '系统维护', en: 'Maintenance' },
      text: null,
      link: null,
    },
  ],
  pictures: [],
  programs: [],
}

let test: TestRa
afterEach(() => test.end())

const clientOf = ({ ra }: TestRa) => holderAt(ra.url).client

describe('the feed of an authority', () => {
  it('is signed with a key that its command line names, and outlives a restart of the clock', async () => {
    test = await startTestRa()
    const { stdout } = await cli('feed', 'key', '--data', test.dataDir)
    const { publicKey } = JSON.parse(stdout)
    const first = await clientOf(test).feed({})
    expect(isSigned(first, publicKey)).toBe(true)
    test.passTime(2 * 3_600_000)
    const later = await clientOf(test).feed({})
    expect(isSigned(later, publicKey)).toBe(true)
    expect(contentOf(later).sequence).toBe(contentOf(first).sequence)
    expect(Date.parse(contentOf(later).expiresAt)).toBeGreaterThan(Date.parse(contentOf(first).expiresAt))
  })

  it('is published from the command line while the server runs, under a higher number', async () => {
    test = await startTestRa()
    const before = contentOf(await clientOf(test).feed({}))
    const file = join(test.dataDir, 'feed.json')
    writeFileSync(file, JSON.stringify(publication))
    const { stdout } = await cli('feed', 'publish', file, '--data', test.dataDir)
    expect(stdout).toContain('notices: 1')
    const after = contentOf(await clientOf(test).feed({}))
    expect(after).toMatchObject({ issuerId: 'mine', notices: [{ id: 'n1' }] })
    expect(after.sequence).toBeGreaterThan(before.sequence)
  })

  it('refuses a file with an address that is not https, and keeps what was published', async () => {
    test = await startTestRa()
    const before = await clientOf(test).feed({})
    const [notice] = publication.notices
    const bad = ['http://example.org/', 'file:///etc/passwd', 'https://bank.cn@example.org/'].map((link) =>
      JSON.stringify({ ...publication, notices: [{ ...notice, link }] }),
    )
    for (const text of bad) expect(() => contentIn(text)).toThrow('this is no feed: notices.0.link')
    const file = join(test.dataDir, 'bad.json')
    writeFileSync(file, bad[0] ?? '')
    await expect(cli('feed', 'publish', file, '--data', test.dataDir)).rejects.toMatchObject({ code: 2 })
    expect(contentOf(await clientOf(test).feed({}))).toMatchObject({ sequence: contentOf(before).sequence })
  })

  it('is not there before anything was published', async () => {
    test = await startTestRa({ embedded: false, passphrase: 'a passphrase' })
    expect((await refusalOf(clientOf(test).feed({}))).code).toBe('not-found')
  })
})

describe('registering for notices', () => {
  const wish = {
    contact: { channel: 'mail' as const, address: 'clerk@example.org' },
    keySerial: 'SN-20260001',
    topics: ['expiry' as const],
  }

  it('keeps contact, key and topics, lists them as CSV, and deletes them with the secret', async () => {
    test = await startTestRa()
    const { client } = holderAt(test.ra.url)
    const { subscriptionId, secret } = await client.subscriptions.add(wish)
    const { stdout } = await cli('subscriptions', '--data', test.dataDir)
    expect(stdout).toContain('"mail","clerk@example.org","SN-20260001","expiry"')
    expect(await client.subscriptions.remove({ subscriptionId, secret: 'guess' })).toEqual({ removed: false })
    expect(await client.subscriptions.remove({ subscriptionId, secret })).toEqual({ removed: true })
    expect((await cli('subscriptions', '--data', test.dataDir)).stdout).not.toContain('clerk@example.org')
  })

  it('refuses a contact that is none, a topic twice, and a strange topic', async () => {
    test = await startTestRa()
    const { client } = holderAt(test.ra.url)
    const bad = [
      { ...wish, contact: { channel: 'sms', address: 'clerk@example.org' } },
      { ...wish, topics: ['expiry', 'expiry'] },
      { ...wish, topics: ['weather'] },
      { ...wish, topics: [] },
    ] as unknown as readonly (typeof wish)[]
    for (const one of bad) expect((await refusalOf(client.subscriptions.add(one))).code).toBe('bad-payload')
    expect(await test.ra.services.store.subscriptions()).toEqual([])
  })
})
