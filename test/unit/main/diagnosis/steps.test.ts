import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { portsStep } from '../../../../src/main/diagnosis/steps/ports.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { CarrierView } from '../../../../src/shared/models/index.ts'
import { snapshotWith } from '../../../world.ts'

/** A world of which a step looks at nothing but this. */
const worldWith = (part: Partial<World>): World => part as World

describe('the step `ports`', () => {
  const netca = (port: number): CarrierView => ({
    ...{ name: 'netca', on: true, state: 'listening', ports: [port], taken: [] },
  })
  const check = (carrier: CarrierView) => {
    const snapshot = snapshotWith({ webSigning: { on: true, carriers: [carrier], sites: [] } })
    return portsStep.check(worldWith({ snapshot: () => snapshot }))
  }

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
