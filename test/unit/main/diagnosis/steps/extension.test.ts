import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extensionStep } from '../../../../../src/main/diagnosis/steps/extension.ts'
import type { CarrierView } from '../../../../../src/shared/models/index.ts'
import { nativeHost } from '../../../../../src/shared/web-signing/relay-wire.ts'
import { carrier, computer, saidIn, signing } from '../step-world.ts'

const { put, top, worldWith } = computer()

describe('the check of the browser extension', () => {
  const world = (connected: number, carriers = [carrier('extension')], on = true) =>
    worldWith(
      { extension: { finding: () => ({ connected }), starter: join(top(), 'starter') } },
      signing(carriers, on),
    )
  const manifest = `.config/chromium/NativeMessagingHosts/${nativeHost}.json`

  it('is made only if sites may come over the extension', () => {
    expect(extensionStep.when(world(1))).toBe(true)
    expect(extensionStep.when(world(1, [carrier('extension')], false))).toBe(false)
    expect(extensionStep.when(world(1, [carrier('extension', { on: false })]))).toBe(false)
    expect(extensionStep.when(world(1, [carrier('netca')]))).toBe(false)
  })

  it('tells of a browser that does not know the assistant, and offers to register again', () => {
    mkdirSync(join(top(), '.config/chromium'), { recursive: true })
    const [finding, ...others] = extensionStep.check(world(1))
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      ...{ said: { kind: 'manifest-missing', params: { browser: 'Chromium' } } },
      ...{ repair: 'register-again', repairOn: 'Chromium' },
    })
  })

  it.each([
    ['is no JSON', 'x', 'manifest-damaged'],
    ['names no program', {}, 'manifest-damaged'],
    ['names something that is no path', { path: 1 }, 'manifest-damaged'],
    ['names a program that is gone', { path: '/no/such/program' }, 'manifest-dangling'],
    ['names another program', { path: process.execPath }, 'manifest-foreign'],
  ])('tells of a registration that %s', (_, content, kind) => {
    put(manifest, content)
    expect(saidIn(extensionStep.check(world(1)))).toEqual([[kind, 'problem']])
  })

  it('says nothing of one that names our program', () => {
    put(manifest, { path: put('starter') })
    expect(extensionStep.check(world(1))).toEqual([])
  })

  it('misses the extension only if no browser has it and sites have no other way', () => {
    const absent = [['extension-absent', 'attention']]
    expect(saidIn(extensionStep.check(world(0)))).toEqual(absent)
    const others = (state: CarrierView['state']) => [carrier('extension'), carrier('netca', { state })]
    expect(extensionStep.check(world(0, others('listening')))).toEqual([])
    expect(saidIn(extensionStep.check(world(0, others('off'))))).toEqual(absent)
  })
})
