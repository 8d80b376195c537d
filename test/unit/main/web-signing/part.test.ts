import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setUp } from './open-web-signing.ts'

describe('代理服务', () => {
  it('is off at first, and listens when the person switches it on', async () => {
    const { service, part, shown, carrier } = setUp()
    part.start()
    await service.settled()
    expect([shown().on, new Set(shown().carriers.map(({ state }) => state))]).toEqual([
      false,
      new Set(['off']),
    ])
    await service.switchAll(true)
    expect(carrier('own')).toMatchObject({ on: true, askedBy: null, state: 'listening' })
    expect([shown().on, carrier('xtxapp')?.on, carrier('xtxapp')?.state]).toEqual([true, false, 'off'])
    await service.switchCarrier('own', false)
    expect([carrier('own')?.on, carrier('own')?.state]).toEqual([false, 'off'])
  })

  it('shows how the line of the extension stands', () => {
    const { service, carrier } = setUp()
    service.tellExtension('listening')
    expect(carrier('extension')).toEqual({
      ...{ name: 'extension', on: false, askedBy: null, state: 'listening', ports: [], taken: [] },
    })
  })

  it('lets pages go whose carrier is off, and all of them at the end', async () => {
    const { service, connect, part } = setUp()
    await service.switchAll(true)
    const page = connect()
    await service.switchCarrier('own', false)
    expect(page.heard).toEqual(['dismissed'])
    await service.switchCarrier('own', true)
    const last = connect()
    part.stop()
    expect(last.heard).toEqual(['dismissed'])
  })

  it('tells of a file that it could not read, and says where it is', () => {
    const home = mkdtempSync(join(tmpdir(), 'web-signing-'))
    writeFileSync(join(home, 'web-signing.json'), '{')
    const { told } = setUp(home)
    expect(told).toEqual([
      {
        ...{ key: 'damaged', level: 'attention', dismissable: true, announced: false },
        report: { code: 'web-signing-damaged', params: { file: expect.stringContaining('web-signing') } },
        action: { kind: 'act', verb: 'open-data-folder' },
      },
    ])
    expect(setUp().told).toEqual([])
  })
})
