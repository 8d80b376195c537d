import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createDrift } from '../../../../src/main/diagnosis/drift.ts'
import { clockStep } from '../../../../src/main/diagnosis/steps/clock.ts'
import { portsStep } from '../../../../src/main/diagnosis/steps/ports.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { CarrierView, Snapshot } from '../../../../src/shared/models/index.ts'
import { snapshotWith } from '../../../world.ts'

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
