import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { hostFork, ownFolder } from '../../house/tokens.ts'

let folder: ReturnType<typeof ownFolder>
const before = process.env.NODE_COMPILE_CACHE

beforeEach(() => {
  folder = ownFolder()
})
afterEach(() => {
  if (before === undefined) delete process.env.NODE_COMPILE_CACHE
  else process.env.NODE_COMPILE_CACHE = before
  folder.remove()
})

const setup = (): string =>
  JSON.stringify({
    abi: 'skf',
    cell: {
      library: skfLibrary(),
      driver: { vendor: 'x', usb: [], pin: { min: 6, max: 16 }, skf: { applications: [], events: false } },
      pollMilliseconds: 400,
      endedBadly: false,
    },
    aliveMilliseconds: 2000,
    application: process.pid,
  })

const killedAtItsFirstWord = async (): Promise<void> => {
  const host = hostFork('token-host', setup())
  const gone = new Promise<void>((resolve) => host.onExit(() => resolve()))
  host.onMessage(() => host.kill())
  await gone
}

describe('a token host that runs from source', () => {
  it('leaves its compiled code to the next, even if it is killed at its first word', async () => {
    const cache = join(folder.path, 'compiled')
    mkdirSync(cache)
    process.env.NODE_COMPILE_CACHE = cache
    await killedAtItsFirstWord()
    const files = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    expect(files.length).toBeGreaterThan(20)
  })
})
