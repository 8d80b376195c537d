import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createSiteHistory } from '../../../../src/main/web-signing/site-history.ts'
import { createSites, usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { createSwitches } from '../../../../src/main/web-signing/switches.ts'
import { noPolicies } from '../../../../src/shared/policies/model.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'sites-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

const site = 'https://www.example.cn'
const at = (home: string, listed: readonly string[] = []) =>
  createSites({
    ...{ path: join(home, 'web-signing.json'), listed, fixed: noPolicies },
    ...{ now: () => new Date('2026-11-27T03:00:00Z'), log: () => undefined, changed: () => undefined },
  })

describe('what the person allowed', () => {
  it('is there after a restart, with the names that sites know', () => {
    const home = folder()
    const sites = at(home)
    sites.approve(site, { ...usualScopes, sign: 'free' })
    sites.used(site)
    sites.close()
    const again = at(home)
    expect(again.find(site)).toMatchObject({
      scopes: { sign: 'free' },
      lastUsedAt: '2026-11-27T03:00:00.000Z',
    })
    expect(again.secret()).toBe(sites.secret())
    again.withdraw(site)
    expect(at(home).all()).toEqual([])
  })

  it('never includes a site without https, unless an issuer’s file lists exactly that one', () => {
    const sites = at(folder(), ['http://old.example.cn'])
    expect(() => sites.approve('http://www.example.cn', usualScopes)).toThrow(
      expect.objectContaining({ code: 'site-not-secure' }),
    )
    sites.approve('http://old.example.cn', usualScopes)
    for (const origin of [
      'http://old.example.cn:8080',
      'ftp://a',
      'https://a.cn/',
      'null',
      '',
      'https://A.cn',
    ])
      expect([origin, sites.mayBeApproved(origin)]).toEqual([origin, false])
  })

  it('is nothing if its file is damaged: all is off, and the file is kept', () => {
    for (const content of ['{', '{"format":2}', JSON.stringify({ format: 1, sites: [{ origin: 'null' }] })]) {
      const home = folder()
      writeFileSync(join(home, 'web-signing.json'), content)
      const sites = at(home)
      expect([sites.all(), sites.choices().on]).toEqual([[], false])
      expect(readFileSync(join(home, sites.damaged ?? ''), 'utf8')).toBe(content)
    }
    const odd = folder()
    mkdirSync(join(odd, 'web-signing.json'))
    expect(at(odd).damaged).toMatch(/aside$/)
  })
})

describe('the switches', () => {
  const issuers = [{ name: '北京', webSigning: { carriers: ['xtxapp' as const], sites: [] } }]
  it('are off until the person or an issuer’s file wants otherwise', () => {
    const sites = at(folder())
    const [none, asked] = [createSwitches(sites, []), createSwitches(sites, issuers)]
    expect([none.all(), none.isOn('own')]).toEqual([false, false])
    expect([asked.all(), asked.isOn('xtxapp'), asked.isOn('own'), asked.askedBy('xtxapp')]).toEqual([
      ...[true, true, false, '北京'],
    ])
    sites.switchAll(true)
    expect([none.isOn('own'), none.isOn('extension'), none.isOn('xtxapp')]).toEqual([true, true, false])
    sites.switchCarrier('xtxapp', false)
    expect(asked.isOn('xtxapp')).toBe(false)
    sites.switchAll(false)
    expect([asked.all(), asked.isOn('own')]).toEqual([false, false])
  })
})

describe('the history of sites', () => {
  const use = (n: number) => ({
    ...({ carrier: 'own', purpose: 'sign', holder: '王芳', serial: '01', loose: false } as const),
    ...{ origin: n % 2 ? site : 'https://b.example', digest: String(n) },
  })

  it('is kept, newest first, and shortened when it is long', () => {
    const home = folder()
    const parts = { path: join(home, 'uses.jsonl'), now: () => new Date(), log: () => undefined, most: 10 }
    const history = createSiteHistory(parts)
    for (let n = 0; n < 40; n += 1) history.add(use(n))
    history.close()
    const again = createSiteHistory(parts)
    expect(again.list().map(({ digest }) => digest)).toEqual([
      '39',
      '38',
      '37',
      '36',
      '35',
      '34',
      '33',
      '32',
      '31',
      '30',
    ])
    expect(again.list(site)).toHaveLength(5)
    writeFileSync(parts.path, `${readFileSync(parts.path, 'utf8')}{"torn`)
    expect(createSiteHistory(parts).list()).toHaveLength(10)
  })

  it('does not stop anything if it cannot be written', () => {
    const home = folder()
    const log: string[] = []
    const parts = {
      path: join(home, 'no', 'uses.jsonl'),
      now: () => new Date(),
      log: (line: string) => log.push(line),
    }
    const history = createSiteHistory(parts)
    history.add(use(1))
    history.close()
    expect(log.join()).toContain('was not written')
    mkdirSync(join(home, 'no'))
    history.add(use(2))
    history.close()
    expect(createSiteHistory(parts).list()).toHaveLength(2)
    expect(readdirSync(join(home, 'no'))).toEqual(['uses.jsonl'])
  })
})
