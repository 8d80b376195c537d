import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { certificatesInUse } from '../../../../src/main/diagnosis/certificates-in-use.ts'
import { createDrift } from '../../../../src/main/diagnosis/drift.ts'
import { covers } from '../../../../src/main/diagnosis/steps/browsers.ts'
import { clockStep } from '../../../../src/main/diagnosis/steps/clock.ts'
import { portsStep } from '../../../../src/main/diagnosis/steps/ports.ts'
import { rightsStep } from '../../../../src/main/diagnosis/steps/rights.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { CarrierView, Snapshot } from '../../../../src/shared/models/index.ts'
import { pair, snapshotWith, ukey } from '../../../world.ts'

/** A world of which a step looks at nothing but this. */
const worldWith = (part: Partial<World>, snapshot: Partial<Snapshot> = {}): World =>
  ({ ...part, snapshot: () => snapshotWith(snapshot) }) as World

describe('the step `ports`', () => {
  const netca = (port: number): CarrierView => ({
    ...{ name: 'netca', on: true, askedBy: null, state: 'listening', ports: [port], taken: [] },
  })
  const check = (carrier: CarrierView) =>
    portsStep.check(worldWith({}, { webSigning: { on: true, carriers: [carrier], sites: [] } }))

  it('takes a port with TLS that hangs up for one that answers', async () => {
    const server = createServer({})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      expect(await check(netca(port))).toEqual([])
    } finally {
      server.close()
    }
    expect(await check(netca(port))).toMatchObject([{ said: { kind: 'service-silent' } }])
  })
})

describe('the step `clock`', () => {
  const hour = 3_600_000
  let [wall, sinceBoot] = [Date.now(), 1_000]
  const clock = () => new Date(wall)
  const world = () => {
    const drift = createDrift(clock, () => sinceBoot)
    return worldWith({ clock, drift, build: '/nowhere', issuers: () => [] })
  }

  it('says nothing of a computer that slept for hours', () => {
    const seen = world()
    wall += 5 * hour
    sinceBoot += 5 * 3_600
    expect(clockStep.check(seen)).toEqual([])
  })

  it.each([1, -1])('finds a clock that was set by an hour in either direction: %s', (direction) => {
    const seen = world()
    wall += direction * hour
    expect(clockStep.check(seen)).toMatchObject([{ said: { kind: 'clock-jumped', params: { minutes: 60 } } }])
  })
})

describe.runIf(process.platform === 'linux')('the step `rights`', () => {
  const top = mkdtempSync(join(tmpdir(), 'rights-'))
  afterAll(() => rmSync(top, { recursive: true, force: true }))

  it('tries to write, because a folder may say that it can be written and then refuse', () => {
    // The system's own folder says so to root, who may write everywhere, and makes no files for anybody.
    expect(rightsStep.check(worldWith({ home: '/proc' }))).toContainEqual(
      expect.objectContaining({ said: expect.objectContaining({ kind: 'folder-not-writable' }) }),
    )
  })

  it('leaves nothing where it tried', () => {
    const home = join(top, 'home')
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 })
    for (let n = 0; n < 2; n += 1) expect(rightsStep.check(worldWith({ home }))).toEqual([])
    expect(readdirSync(home, { recursive: true })).toEqual(['logs'])
  })
})

describe('a policy against addresses', () => {
  const origin = 'https://sign.example.cn:8443'
  it.each([
    ['*', true],
    ['https://*', true],
    ['http://*', false],
    ['sign.example.cn', true],
    ['https://sign.example.cn:8443', true],
    ['https://sign.example.cn:8443/page', true],
    ['sign.example.cn:443', false],
    ['example.cn', false],
    ['[*.]example.cn', true],
    ['*.example.cn', true],
    ['[*.]sign.example.cn', true],
    ['[*.]ample.cn', false],
  ])('%j covers the site: %s', (pattern, is) => {
    expect(covers(pattern, origin)).toBe(is)
  })
})

it('the check asks about twenty certificates in use, beginning with the first', () => {
  const pairs = Array.from({ length: 21 }, (_, n) =>
    pair('valid', { id: `c${n}`, tokenId: 'ukey-1', days: 9 }),
  )
  const used = (count: number) =>
    certificatesInUse(worldWith({}, { tokens: [ukey({ pairs: pairs.slice(0, count) })] })).map(({ id }) => id)
  expect(used(1)).toEqual(['c0-s'])
  expect(used(20)).toEqual(pairs.slice(0, 20).map(({ signing }) => signing?.id))
  expect(used(21)).toEqual(used(20))
})
