import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { announcementsPart } from '../../../../src/main/announcements/part.ts'
import type { FeedView } from '../../../../src/shared/models/index.ts'
import { feedOf, sm2Signer } from './signed-feeds.ts'

const home = mkdtempSync(join(tmpdir(), 'feeds-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('notices that a person asked for are there when the answer comes', async () => {
  const mine = sm2Signer()
  let feeds: readonly FeedView[] = []
  const feed = { address: 'https://a.example/feed.json', key: mine.key }
  const issuer = { id: 'mine', feed }
  const part = announcementsPart({
    ...{ home, log: () => {}, shell: { openExternal: async () => {} }, events: { on: () => {} } },
    state: {
      current: () => ({ tokens: [], connections: {} }),
      change: (change: { feeds: readonly FeedView[] }) => {
        feeds = change.feeds
      },
    },
    issuerSet: { issuers: [issuer] },
    issuers: { find: () => issuer, chosen: () => issuer },
    authorities: { now: () => new Date('2026-11-20T10:00:00Z') },
    farFiles: {
      read: async ({ take }: { take: (bytes: Uint8Array) => void }) => {
        await new Promise((resolve) => setImmediate(resolve))
        take(Buffer.from(JSON.stringify(mine.sign(feedOf()))))
      },
    },
  } as never)
  part.service.begin()
  await part.service.refresh()
  expect(feeds).toMatchObject([{ announcements: [{ id: 'n1', unread: true }] }])
})
