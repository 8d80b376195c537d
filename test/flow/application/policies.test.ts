import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'

const fixedBy = (values: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>> = {}) =>
  openApplication(
    async (home) =>
      writeFileSync(join(home, 'settings.json'), JSON.stringify({ format: 1, issuerId: 'bjca', ...own })),
    { sources: [{ file: 'policies', raw: { kind: 'read', values } }] },
  )

let house: ApplicationHouse | null = null
afterEach(async () => {
  await house?.stop()
  house = null
})

const kept = (home: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))

const site = 'https://www.example.cn'
const scopes = { certificates: true, signIn: 'ask', sign: 'ask' } as const
const fixed = { data: { code: 'fixed-by-administrator' } }

describe('a setting that an administrator has fixed', () => {
  it('counts, and no window changes it, while the others can be changed', async () => {
    const opened = await fixedBy({ IssuerId: 'demo', Proxy: 'none', AutoUpdate: 0 })
    house = opened
    const { settings, policies, issuer } = await opened.until(() => true)
    expect([settings.issuerId, settings.proxy, issuer.id]).toEqual(['demo', { mode: 'none' }, 'demo'])
    expect(settings.autoUpdate).toBe(false)
    expect(policies.settings).toEqual(['issuerId', 'proxy', 'autoUpdate'])
    await expect(opened.client.settings.change({ autoUpdate: true })).rejects.toMatchObject(fixed)
    await expect(opened.client.settings.change({ issuerId: 'bjca' })).rejects.toMatchObject(fixed)
    await expect(
      opened.client.settings.change({ theme: 'dark', proxy: { mode: 'system' } }),
    ).rejects.toMatchObject(fixed)
    expect(opened.snapshot().settings.theme).toBe('system')
    await opened.client.settings.change({ theme: 'dark' })
    expect((await opened.until(({ settings: now }) => now.theme === 'dark')).settings.issuerId).toBe('demo')
  })

  it('leaves what the person chose in the file', async () => {
    house = await fixedBy({ IssuerId: 'demo', Proxy: 'none' })
    await house.client.settings.change({ theme: 'dark' })
    expect(kept(house.home)).toMatchObject({ issuerId: 'bjca', proxy: { mode: 'system' }, theme: 'dark' })
  })

  it('is told on the first page if its value is not possible', async () => {
    house = await fixedBy({ Proxy: 'nonsense', Autostart: 7, OnlyAllowedSites: true })
    const { notices, policies } = await house.until(() => true)
    expect(notices.filter(({ source }) => source === 'policies').map(({ report }) => report)).toEqual([
      { code: 'policy-invalid', params: { file: 'policies', name: 'Proxy' } },
      { code: 'policy-invalid', params: { file: 'policies', name: 'Autostart' } },
    ])
    expect(policies).toMatchObject({ settings: [], onlyThese: true })
  })
})

describe('a site that an administrator has allowed', () => {
  it('is allowed without a question, cannot be withdrawn and is not the person’s own', async () => {
    const opened = await fixedBy({ AllowedSites: [site] })
    house = opened
    const { webSigning } = await opened.until(({ webSigning: now }) => now.sites.length > 0)
    expect(webSigning.sites).toMatchObject([{ origin: site, scopes, remembered: true }])
    await expect(opened.client.webSigning.withdraw({ origin: site })).rejects.toMatchObject(fixed)
    await expect(
      opened.client.webSigning.approve({ origin: site, scopes: { ...scopes, sign: 'free' } }),
    ).rejects.toMatchObject(fixed)
    const other = 'https://other.example.cn'
    await opened.client.webSigning.approve({ origin: other, scopes })
    const file = JSON.parse(readFileSync(join(opened.home, 'web-signing.json'), 'utf8'))
    expect(file.sites.map(({ origin }: { readonly origin: string }) => origin)).toEqual([other])
  })

  it('is the only one if the administrator says so', async () => {
    const opened = await fixedBy({ AllowedSites: [site], OnlyAllowedSites: true })
    house = opened
    await expect(
      opened.client.webSigning.approve({ origin: 'https://other.example.cn', scopes }),
    ).rejects.toMatchObject(fixed)
    const { webSigning } = await opened.until(({ webSigning: now }) => now.sites.length > 0)
    expect(webSigning.sites.map(({ origin }) => origin)).toEqual([site])
  })
})
