import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../../src/shared/models/index.ts'
import { fixedSettings, judgePolicies, policyNames } from '../../../../src/shared/policies/table.ts'

describe('what an administrator fixes', () => {
  it('is read as a file and as the registry write it', () => {
    const sites = ['https://www.example.cn']
    const file = judgePolicies({ Autostart: true, AllowedSites: sites, Proxy: 'none' })
    const registry = judgePolicies({ Autostart: 1, AllowedSites: sites, Proxy: 'none' })
    expect(registry).toEqual(file)
    expect(file.policies).toEqual({ Autostart: true, AllowedSites: sites, Proxy: { mode: 'none' } })
  })

  it.each([
    ['IssuerId', '../demo'],
    ['IssuerId', ''],
    ['Proxy', 'ftp://proxy.example.cn'],
    ['Proxy', 'manual'],
    ['Autostart', 'yes'],
    ['Autostart', 2],
    ['AllowedSites', ['http://www.example.cn']],
    ['AllowedSites', ['https://www.example.cn/path']],
    ['AllowedSites', 'https://www.example.cn'],
    ['AllowedSites', [null]],
    ['OnlyAllowedSites', null],
    ['WriteBrowserPolicies', []],
  ])('counts for nothing if %s is %j, and the rest counts', (name, value) => {
    const other = name === 'Autostart' ? { OnlyAllowedSites: true } : { Autostart: false }
    expect(judgePolicies({ ...other, [name]: value })).toEqual({
      ...{ policies: other, invalid: [name], unknown: [] },
    })
  })

  it('leaves alone what this version does not know', () => {
    const raw: unknown = JSON.parse('{"__proto__":{"Autostart":true},"constructor":1,"Colour":"red"}')
    const { policies, invalid, unknown } = judgePolicies(Object.assign({}, raw, { autostart: true }))
    expect([policies, invalid]).toEqual([{}, []])
    expect(unknown).toContain('Colour')
  })

  it('fixes settings in their own form', () => {
    const { policies } = judgePolicies({ IssuerId: 'demo', Proxy: 'http://proxy.example.cn:8080' })
    expect({ ...defaultSettings, ...fixedSettings(policies) }).toMatchObject({
      ...{ issuerId: 'demo', proxy: { mode: 'manual', address: 'http://proxy.example.cn:8080' } },
    })
  })

  it('is described in the documentation, value by value', () => {
    const page = readFileSync(new URL('../../../../docs/policies.md', import.meta.url), 'utf8')
    for (const name of policyNames) expect(page).toContain(`| \`${name}\` |`)
  })
})
