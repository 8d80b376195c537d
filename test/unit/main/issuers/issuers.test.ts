import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chosenIssuer, issuerView, loadIssuers } from '../../../../src/main/issuers/issuers.ts'

const shipped = new URL('../../../../issuers', import.meta.url).pathname
const own = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'issuers-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const minimal = {
  id: 'own-one',
  name: '自有机构',
  nameEn: 'Own',
  address: 'https://ra.example',
  pinRule: { min: 8, max: 16 },
  retryLimit: 6,
  reminderDays: [30],
  businesses: ['issue'],
  hotline: null,
}

describe('issuing authorities as data', () => {
  it('ships the five without a fault', () => {
    const set = loadIssuers(shipped, own({}))
    expect(set.problems).toEqual([])
    expect(set.issuers.map((issuer) => issuer.id).sort()).toEqual([
      'bjca',
      'cnipa-trademark',
      'demo',
      'netca',
      'sheca',
    ])
  })

  it('marks the authority inside as a demonstration, and nothing else', () => {
    const set = loadIssuers(shipped, own({}))
    expect(set.issuers.filter((issuer) => issuer.demonstration).map((issuer) => issuer.id)).toEqual(['demo'])
  })

  it('keeps the PIN rules of the manuals', () => {
    const rule = (id: string) => issuerView(chosenIssuer(loadIssuers(shipped, own({})), id)).pinRule
    expect(rule('sheca')).toEqual({ min: 8, max: 16 })
    expect(rule('cnipa-trademark')).toEqual({ min: 6, max: 20 })
  })

  it("takes the user's own file and lets it replace ours of the same id", () => {
    const mine = { ...minimal, id: 'sheca' }
    const set = loadIssuers(
      shipped,
      own({ 'one.json': JSON.stringify(minimal), 'two.json': JSON.stringify(mine) }),
    )
    expect(chosenIssuer(set, 'own-one').name).toBe('自有机构')
    expect(chosenIssuer(set, 'sheca').name).toBe('自有机构')
    expect(set.issuers).toHaveLength(6)
  })

  it.each([
    ['no JSON', '{', /JSON/],
    ['a plain http address', JSON.stringify({ ...minimal, address: 'http://ra.example' }), /address/],
    ['an unknown field', JSON.stringify({ ...minimal, vendor: 'x' }), /vendor/],
    ['a PIN rule without an end', JSON.stringify({ ...minimal, pinRule: { min: 8 } }), /pinRule/],
  ])('skips a file with %s and names the reason', (_, text, reason) => {
    const set = loadIssuers(shipped, own({ 'bad.json': text }))
    expect(set.issuers).toHaveLength(5)
    expect(set.problems).toEqual([
      { file: expect.stringMatching(/bad\.json$/), reason: expect.stringMatching(reason) },
    ])
  })

  it('reads a file that was written for 0.1, and says what is wrong with a faulty one today', () => {
    const { address, ...rest } = minimal
    const before = { ...rest, authority: address, loginFields: ['user-name'] }
    const set = loadIssuers(shipped, own({ 'one.json': JSON.stringify(before) }))
    expect(set.problems).toEqual([])
    expect(chosenIssuer(set, 'own-one').address).toBe('https://ra.example')
    const plain = { ...before, authority: 'http://ra.example' }
    const [problem] = loadIssuers(shipped, own({ 'one.json': JSON.stringify(plain) })).problems
    expect(problem?.reason).toMatch(/^address:/)
  })

  it('accepts the name of an authority only if it has a part', () => {
    const set = loadIssuers(
      shipped,
      own({ 'one.json': JSON.stringify({ ...minimal, knownBy: { names: [{}] } }) }),
    )
    expect(set.problems[0]?.reason).toMatch(/knownBy.names.0/)
  })

  it('takes from its file what its sites need of 代理服务, and no site with https or a path', () => {
    const read = (webSigning: object) =>
      loadIssuers(shipped, own({ 'own.json': JSON.stringify({ ...minimal, webSigning }) }))
    const sites = ['http://old.example.cn:8080']
    const set = read({ carriers: ['xtxapp'], sites })
    expect(set.issuers.find(({ id }) => id === 'own-one')?.webSigning).toEqual({
      carriers: ['xtxapp'],
      sites,
    })
    for (const site of ['https://a.example', 'http://a.example/', 'ftp://a'])
      expect([site, read({ sites: [site] }).problems.length]).toEqual([site, 1])
    expect(read({ carriers: ['activex'] }).problems).toHaveLength(1)
  })

  it('reads a file from an editor on Windows', () => {
    const set = loadIssuers(shipped, own({ 'one.json': `\uFEFF${JSON.stringify(minimal)}` }))
    expect([set.problems, set.issuers.length]).toEqual([[], 6])
  })

  it('uses the built-in ones if a file is in the place of the folder', () => {
    const set = loadIssuers(shipped, join(own({ issuers: '' }), 'issuers'))
    expect(set.issuers).toHaveLength(5)
    expect(set.problems).toEqual([{ file: expect.stringMatching(/issuers$/), reason: expect.any(String) }])
  })

  it('falls back to the demonstration for a choice that is gone', () => {
    expect(chosenIssuer(loadIssuers(shipped, own({})), 'no-such').id).toBe('demo')
  })
})
