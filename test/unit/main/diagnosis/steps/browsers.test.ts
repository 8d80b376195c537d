import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { browsersStep } from '../../../../../src/main/diagnosis/steps/browsers.ts'
import type { World } from '../../../../../src/main/diagnosis/world.ts'
import type { CarrierView, Snapshot } from '../../../../../src/shared/models/index.ts'
import {
  chromiumExtensionId,
  firefoxExtensionId,
  nativeHost,
} from '../../../../../src/shared/web-signing/relay-wire.ts'
import { snapshotWith } from '../../../../world.ts'
import { carrier, computer, figuresIn, saidIn, signing } from '../step-world.ts'

const { put, top, worldWith } = computer()

describe('the check of the policies of browsers', () => {
  const world = (
    origins: readonly string[] = [],
    carriers: readonly CarrierView[] = [carrier('extension')],
  ) => {
    const { policies } = snapshotWith()
    const sites = origins.map((origin) => ({ origin }))
    return worldWith(
      {},
      {
        webSigning: { on: true, carriers, sites } as unknown as Snapshot['webSigning'],
        policies: { ...policies, writesBrowserPolicies: true },
      },
    )
  }
  const folder = 'etc/opt/chrome/policies/managed'
  const site = 'https://sign.example.cn'
  const kinds = (given = world()) => saidIn(browsersStep.check(given)).map(([kind]) => kind)

  it('finds one that keeps every site from this computer, also before a site was approved', () => {
    put(`${folder}/a.json`, { LocalNetworkAccessBlockedForUrls: ['*'] })
    expect(kinds()).toEqual(['policy-blocks-loopback'])
    expect(kinds(world([site]))).toEqual(['policy-blocks-loopback'])
  })

  it('counts what several files allow and forbid together, and names the one that forbids', () => {
    put(`${folder}/a.json`, { LocalNetworkAccessAllowedForUrls: [site] })
    const file = put(`${folder}/b.json`, { LocalNetworkAccessBlockedForUrls: ['*'] })
    expect(kinds(world([site]))).toEqual([])
    expect(figuresIn(browsersStep.check(world([site, 'https://other.cn'])))).toEqual([
      { browser: 'Chrome', file },
    ])
  })

  it('offers to allow sites only where some are approved', () => {
    put(`${folder}/a.json`, { LocalNetworkAccessBlockedForUrls: ['*'] })
    const repairs = (given: World) =>
      browsersStep.check(given).map(({ repair, repairOn }) => [repair, repairOn])
    expect(repairs(world())).toEqual([[null, '']])
    expect(repairs(world([site]))).toEqual([['allow-loopback', join(top(), folder, 'cert-assistant.json')]])
  })

  it.each([
    ['all extensions', { ExtensionInstallBlocklist: ['*'] }, ['policy-blocks-extension']],
    ['ours', { ExtensionInstallBlocklist: [chromiumExtensionId] }, ['policy-blocks-extension']],
    ['another one', { ExtensionInstallBlocklist: ['x'] }, []],
    [
      'all but ours',
      { ExtensionInstallBlocklist: ['*'], ExtensionInstallAllowlist: [chromiumExtensionId] },
      [],
    ],
    ['all programs', { NativeMessagingBlocklist: ['*'] }, ['policy-blocks-host']],
    ['our program', { NativeMessagingBlocklist: [nativeHost] }, ['policy-blocks-host']],
    [
      'all programs but ours',
      { NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: [nativeHost] },
      [],
    ],
    ['something in a wrong form', { NativeMessagingBlocklist: '*', ExtensionInstallBlocklist: [1] }, []],
  ])('reads one against %s', (_, content, expected) => {
    put(`${folder}/a.json`, content)
    expect(kinds()).toEqual(expected)
    expect(kinds(world([], [carrier('extension', { on: false })]))).toEqual([])
  })

  it.each([
    [
      'no extension',
      { ExtensionSettings: { '*': { installation_mode: 'blocked' } } },
      ['policy-blocks-extension'],
    ],
    [
      'not ours',
      { ExtensionSettings: { [firefoxExtensionId]: { installation_mode: 'blocked' } } },
      ['policy-blocks-extension'],
    ],
    [
      'only ours',
      {
        ExtensionSettings: {
          '*': { installation_mode: 'blocked' },
          [firefoxExtensionId]: { installation_mode: 'allowed' },
        },
      },
      [],
    ],
    ['no question', { LocalNetworkAccess: { EnablePrompting: false } }, ['policy-blocks-loopback']],
    ['no question for some', { LocalNetworkAccess: { EnablePrompting: false, SkipDomains: ['a'] } }, []],
    ['questions', { LocalNetworkAccess: { EnablePrompting: true } }, []],
    ['nothing', {}, []],
  ])('reads one of Firefox that allows %s', (_, policies, expected) => {
    put('etc/firefox/policies/policies.json', { policies })
    expect(kinds()).toEqual(expected)
  })

  it.each(['x', '[]', 'null'])(
    'tells of a file that says %s, because a browser may ignore it too',
    (text) => {
      const file = put(`${folder}/a.json`, text)
      put(`${folder}/a.txt`, text)
      expect(saidIn(browsersStep.check(world()))).toEqual([['policy-unreadable', 'attention']])
      expect(figuresIn(browsersStep.check(world()))).toEqual([{ browser: 'Chrome', file }])
    },
  )

  it('is made on Linux, while sites may sign', () => {
    expect(browsersStep.when(world())).toBe(true)
    expect(browsersStep.when({ ...world(), platform: 'win32' })).toBe(false)
    expect(browsersStep.when(worldWith({}, signing([], false)))).toBe(false)
  })
})
