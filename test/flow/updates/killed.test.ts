import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readSeen } from '../../../src/main/updates/seen-file.ts'
import { openFeed, packageBytes, packageUrl, sendFile } from './feed.ts'
import { openProduct, updateBy } from './product.ts'

const begin = async (...args: readonly string[]) => {
  const child = fork(join(import.meta.dirname, 'killed-product.ts'), args, { execArgv: [] })
  await once(child, 'message')
  return async () => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    expect((await gone)[1]).toBe('SIGKILL')
  }
}

it('a product that was killed during a download goes on with what had come', async () => {
  const feed = await openFeed()
  feed.beHonest()
  const { home, service } = openProduct(feed)
  service.stop()
  const part = join(home, 'updates', 'package.part')
  for (const stopAt of [60_000, 180_000]) {
    feed.answer(packageUrl, (request, response) => {
      const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0)
      const range = `bytes ${from}-${packageBytes.length - 1}/${packageBytes.length}`
      response.writeHead(from > 0 ? 206 : 200, {
        etag: '"one"',
        ...(from > 0 ? { 'content-range': range } : {}),
      })
      response.write(packageBytes.subarray(from, stopAt))
    })
    const kill = await begin('download', home, feed.address, feed.keys[0] ?? '')
    await expect.poll(() => statSync(part, { throwIfNoEntry: false })?.size, { interval: 5 }).toBe(stopAt)
    await kill()
  }
  feed.answer(packageUrl, sendFile(packageBytes))
  const after = openProduct(feed, { home })
  expect(await updateBy(after)).toBeNull()
  expect(feed.asked.at(-1)).toMatch(/bytes=180000-$/)
  expect(after.taken).toHaveLength(1)
  after.service.stop()
  await feed.close()
})

it('a product that was killed while it wrote what was seen has the old or the new', async () => {
  const feed = await openFeed()
  feed.beHonest()
  const before = openProduct(feed, { auto: () => false })
  await before.service.look()
  before.service.stop()
  const path = join(before.home, 'updates.json')
  const { newest, seed } = readSeen(path)
  for (let count = 0; count < 3; count += 1) {
    const kill = await begin('seen', before.home)
    await pause(7 + 13 * count)
    await kill()
    expect(readSeen(path)).toMatchObject({ newest, seed })
  }
  expect(readdirSync(before.home).filter((name) => name.endsWith('.aside'))).toEqual([])
  // A replay is still known as one.
  feed.beHonest({ sequence: 49 })
  const after = openProduct(feed, { home: before.home })
  expect(await updateBy(after)).toBe('update-replayed')
  // And half a file, as a disk without order could leave it, costs nothing but the memory.
  writeFileSync(path, readFileSync(path).subarray(0, 100))
  const anew = openProduct(feed, { home: before.home })
  expect(await updateBy(anew)).toBeNull()
  for (const { service } of [after, anew]) service.stop()
  await feed.close()
})
