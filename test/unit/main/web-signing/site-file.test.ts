import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSiteFile, type SiteFile, writeSiteFile } from '../../../../src/main/web-signing/site-file.ts'

const now = new Date('2026-11-20T02:00:00.000Z')
const aside = 'sites.json.2026-11-20T02-00-00-000Z.aside'
const secret = '0123456789abcdef'.repeat(4)
const site = {
  ...{ origin: 'https://a.example', approvedAt: '2026-01-01', lastUsedAt: null },
  scopes: { certificates: true, signIn: 'ask', sign: 'free' },
} as const
const good: SiteFile = { format: 1, on: true, carriers: { own: false, netca: true }, sites: [site], secret }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const path = () => join(folder, 'sites.json')

describe('the file of the sites', () => {
  it('is read as it was written', () => {
    writeSiteFile(path(), good)
    expect(readSiteFile(path(), now)).toEqual({ file: good, damaged: null })
    expect(readFileSync(path(), 'utf8')).toBe(`${JSON.stringify(good, null, 2)}\n`)
  })

  it('that is not there leaves it open what the person chose, with a new secret each time', () => {
    const [one, two] = [readSiteFile(path(), now), readSiteFile(path(), now)]
    const bare = {
      format: 1,
      on: null,
      carriers: {},
      sites: [],
      secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    }
    expect([one, two]).toEqual([
      { file: bare, damaged: null },
      { file: bare, damaged: null },
    ])
    expect(one.file.secret).not.toBe(two.file.secret)
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    ['nobody chose', { on: null }],
    ['no site', { sites: [] }],
    ['a thousand sites', { sites: Array.from({ length: 1_000 }, () => site) }],
    ['long times', { sites: [{ ...site, approvedAt: 'x'.repeat(40), lastUsedAt: 'x'.repeat(40) }] }],
  ])('may have %s', (_, change) => {
    writeFileSync(path(), JSON.stringify({ ...good, ...change }))
    expect(readSiteFile(path(), now)).toEqual({ file: { ...good, ...change }, damaged: null })
  })

  it.each([
    ['another format', { format: 2 }],
    ['more sites', { sites: Array.from({ length: 1_001 }, () => site) }],
    ['a longer time', { sites: [{ ...site, approvedAt: 'x'.repeat(41) }] }],
    ['a longer time of use', { sites: [{ ...site, lastUsedAt: 'x'.repeat(41) }] }],
    ['a site that is none', { sites: [{ ...site, origin: 'a.example' }] }],
    ['another carrier', { carriers: { other: true } }],
    ['a carrier that is neither on nor off', { carriers: { own: 1 } }],
    ['a short secret', { secret: secret.slice(1) }],
    ['a long secret', { secret: `${secret}0` }],
    ['another secret', { secret: secret.toUpperCase() }],
    ['no secret', { secret: undefined }],
    ['no choice', { on: undefined }],
  ])('with %s is set aside, and all is off', (_, change) => {
    writeFileSync(path(), JSON.stringify({ ...good, ...change }))
    const { file, damaged } = readSiteFile(path(), now)
    expect(file).toEqual({ ...good, on: false, carriers: {}, sites: [], secret: file.secret })
    expect([damaged, readdirSync(folder), file.secret === secret]).toEqual([aside, [aside], false])
  })

  it.each(['', '{', 'null'])('that says %j is set aside', (text) => {
    writeFileSync(path(), text)
    expect(readSiteFile(path(), now)).toMatchObject({ file: { on: false }, damaged: aside })
  })

  it('may have four megabytes, and one byte more is too much', () => {
    const text = JSON.stringify(good)
    writeFileSync(path(), text.padEnd(4 * 1024 * 1024))
    expect(readSiteFile(path(), now).damaged).toBeNull()
    writeFileSync(path(), text.padEnd(4 * 1024 * 1024 + 1))
    expect(readSiteFile(path(), now)).toMatchObject({ file: { on: false }, damaged: aside })
  })

  it('in whose place is a folder is set aside; if that cannot be, its name is told', () => {
    mkdirSync(path())
    expect(readSiteFile(path(), now)).toMatchObject({ file: { on: false }, damaged: aside })
    mkdirSync(path())
    mkdirSync(join(folder, aside, 'full'), { recursive: true })
    expect(readSiteFile(path(), now)).toMatchObject({ file: { on: false }, damaged: 'sites.json' })
  })
})
