import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHelp } from '../../../../src/main/help/help.ts'
import { loadIssuers } from '../../../../src/main/issuers/issuers.ts'
import type { Language } from '../../../../src/shared/models/index.ts'
import { shipped } from '../../../help-shelf.ts'

const { articles, issuers } = shipped()
const builtIn = join(import.meta.dirname, '../../../../issuers')

const issuerFile = (rest: object) => ({
  ...{ id: 'own', name: '某机构', nameEn: 'Some authority', address: null },
  ...{ pinRule: { min: 6, max: 16 }, retryLimit: null, reminderDays: [30], businesses: [], hotline: null },
  ...rest,
})

/** An issuer's file in a person's own folder. */
const own = (content: object | string) => {
  const folder = mkdtempSync(join(tmpdir(), 'issuers-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'own.json'), typeof content === 'string' ? content : JSON.stringify(content))
  return loadIssuers(builtIn, folder)
}
const both = { zh: '甲', en: 'a' }

describe('help', () => {
  it('answers in the language that is chosen then, and finds in both', () => {
    let language: Language = 'zh-CN'
    const help = createHelp({ articles, issuers, language: () => language })
    expect(help.search('tender opening', 3)[0]?.title).toBe('开标前能不能续期')
    language = 'en'
    expect(help.search('开标', 3)[0]?.title).toBe('May I renew before a tender is opened')
    expect(help.article('tender-opening').body).toMatch(/^A bid is encrypted/)
  })

  it('finds an answer of an issuer, and says whose it is', () => {
    const help = createHelp({ articles, issuers, language: () => 'zh-CN' })
    const found = help.search('第四版硬证书需要寄回更换吗', 3)
    expect(found.map(({ issuerId }) => issuerId)).toContain('cnipa-trademark')
  })

  it('refuses an article that is not there', () => {
    const help = createHelp({ articles, issuers, language: () => 'zh-CN' })
    expect(() => help.article('../../etc/passwd')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('adds nothing to what the issuers say: a fact that is not in a file is null', () => {
    const help = createHelp({ articles, issuers, language: () => 'zh-CN' })
    const sheca = help.contacts().find(({ issuerId }) => issuerId === 'sheca')
    expect(sheca).toEqual({
      ...{ issuerId: 'sheca', hotlines: [], servicePoints: [], onlineService: null, onlineHelp: null },
    })
    const bjca = help.contacts().find(({ issuerId }) => issuerId === 'bjca')
    expect(bjca?.servicePoints[0]).toMatchObject({ region: '北京', hours: null })
  })

  it("shows what a hostile issuer's file hides", () => {
    const set = own(
      issuerFile({
        hotlines: [{ number: '010\u202e123', purpose: both }],
        servicePoints: [{ name: '大\u200b厅', address: '某\u0000路', phone: null }],
        faq: [{ question: { zh: '怎\u202e么办', en: 'x' }, answer: { zh: '<b>\u200b', en: 'x' } }],
      }),
    )
    expect(set.problems).toEqual([])
    const help = createHelp({ articles: [], issuers: set.issuers, language: () => 'zh-CN' })
    const shown = JSON.stringify([
      help.contacts().find(({ issuerId }) => issuerId === 'own'),
      help.article('issuer.own.0'),
    ])
    expect(shown).toContain('⟨U+202E⟩')
    expect(shown).not.toMatch(/[\u200b\u202e]|\\u0000/)
    expect(help.article('issuer.own.0').plain).toBe(true)
  })
})

describe("an issuer's file that lies or is huge", () => {
  it.each([
    ['a page without https', { onlineHelp: 'http://ca.example.cn' }, /onlineHelp/],
    ['a page that runs', { onlineService: 'javascript:alert(1)' }, /onlineService/],
    ['a page on the disk', { onlineHelp: 'file:///etc/passwd' }, /onlineHelp/],
    ['a text without end', { hotlines: [{ number: '1'.repeat(2_001), purpose: both }] }, /hotlines/],
    [
      'more service points than a list can show',
      { servicePoints: Array.from({ length: 501 }, () => ({ name: '点', address: '路', phone: null })) },
      /servicePoints/,
    ],
    [
      'more answers than anybody reads',
      { faq: Array.from({ length: 201 }, () => ({ question: both, answer: both })) },
      /faq/,
    ],
  ])('is not used because of %s, and that is said', (_, rest, reason) => {
    const { issuers: used, problems } = own(issuerFile(rest))
    expect(used.map(({ id }) => id)).not.toContain('own')
    expect(problems).toEqual([
      { file: expect.stringContaining('own.json'), reason: expect.stringMatching(reason) },
    ])
  })

  it('is not even read if it is larger than a megabyte', () => {
    const { problems } = own(`${JSON.stringify(issuerFile({}))}${' '.repeat(1024 * 1024)}`)
    expect(problems).toEqual([
      { file: expect.stringContaining('own.json'), reason: expect.stringMatching(/larger/) },
    ])
  })
})
