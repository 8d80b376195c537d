import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attacks, left, onFolder, outside } from './attacks.ts'
import { type Feed, fileOf, manifestWith, openFeed, packageBytes, today } from './feed.ts'
import { openProduct, updateBy } from './product.ts'

let feed: Feed
beforeAll(async () => {
  feed = await openFeed()
})
afterAll(() => feed.close())

const freshHome = () => mkdtempSync(join(tmpdir(), 'attacked-'))
const honest = { version: '0.2.0', sha256: fileOf(packageBytes).sha256 }
const ample = { ...manifestWith(), rollout: 0 }

describe('somebody between the server and the person', () => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    '%s: nothing is taken',
    async (_, attack) => {
      const home = freshHome()
      feed.beHonest({ sequence: 5 })
      if (attack.seen !== undefined) {
        // Seen, and this computer's turn had not come.
        feed.publish({ ...ample, sequence: attack.seen })
        if (attack.seen === 5) feed.publish(manifestWith())
        const before = openProduct(feed, { home, auto: () => false })
        await before.service.look()
        before.service.stop()
      }
      attack.does(feed, home)
      const attacked = openProduct(feed, { home, ...attack.wish })
      expect(await updateBy(attacked)).toBe(attack.code)
      expect(attacked.taken).toEqual([])
      expect(attacked.restarts).toEqual([])
      // A second try gets the same answer, and nothing more.
      if (attack.code !== 'update-slow') expect(await updateBy(attacked)).toBe(attack.code)
      expect(attacked.taken).toEqual([])
      attacked.service.stop()

      feed.beHonest()
      const after = openProduct(feed, { home, clock: () => today })
      expect(await updateBy(after)).toBeNull()
      expect(after.taken).toEqual([expect.objectContaining(honest)])
      expect(after.restarts).toEqual(['restart'])
      after.service.stop()
    },
  )
})

describe('somebody in the folder of packages', () => {
  it.each(onFolder.map((attack) => [attack.name, attack] as const))('%s does no harm', async (_, attack) => {
    const home = freshHome()
    feed.beHonest({ sequence: 5 })
    // The version is known, so what lies in the folder is looked at and not just cleared away.
    const before = openProduct(feed, { home, auto: () => false })
    await before.service.look()
    before.service.stop()
    attack.does(feed, home)
    const product = openProduct(feed, { home })
    expect(await updateBy(product)).toBeNull()
    expect(product.taken).toEqual([expect.objectContaining(honest)])
    if (existsSync(outside(home))) expect(readFileSync(outside(home), 'utf8')).toBe('precious')
    expect(statSync(product.folder).mode & 0o777).toBe(0o700)
    for (const ours of [product.folder, product.taken[0]?.file ?? ''])
      expect(statSync(ours).uid).toBe(process.getuid?.())
    expect(left(product.folder).filter((name) => name.endsWith('.part'))).toEqual([])
    product.service.stop()
  })
})
