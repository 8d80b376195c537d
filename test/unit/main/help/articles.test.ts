import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { articleComplaints } from '../../../../scripts/data.ts'
import { articleOfCode, loadArticles } from '../../../../src/main/help/articles.ts'
import { createHelp } from '../../../../src/main/help/help.ts'
import { helpGroup } from '../../../../src/shared/help/model.ts'
import { shipped, writtenQuestions } from '../../../help-shelf.ts'

const { articles, issuers, problems } = shipped()
const help = createHelp({ articles, issuers, language: () => 'zh-CN' })

const head = {
  id: 'one',
  title: '标题',
  titleEn: 'Title',
  group: 'pin',
  keywords: '一, 二',
  keywordsEn: 'one, two',
  action: 'renewals',
}
const written = (
  fields: Readonly<Record<string, string>>,
  body = '这是一段足够长的中文正文，用来说明一件事情该怎么办。',
) =>
  `---\n${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n---\n${body}\n\n# English\n\nThis is a text that is long enough.\n`

const loaded = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), 'articles-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return loadArticles(folder)
}

describe('the articles that ship', () => {
  it('are all read, and nothing is wrong with any', () => {
    expect(problems).toEqual([])
    expect(articles.length).toBeGreaterThanOrEqual(70)
    expect(
      articleComplaints(
        { articles, problems },
        issuers.map(({ id }) => id),
      ),
    ).toEqual([])
  })

  it('have something in every group', () => {
    expect(new Set(articles.map(({ group }) => group))).toEqual(new Set(helpGroup.options))
  })

  it('use full-width punctuation in Chinese', () => {
    const half = articles.flatMap(({ id, title, body }) =>
      (`${title}\n${body}`.match(/\p{Script=Han}[,;:?!]|[,;?!]\p{Script=Han}/gu) ?? []).map(
        (one) => `${id}: ${one}`,
      ),
    )
    expect(half).toEqual([])
  })

  it('have no Chinese in English', () => {
    expect(articles.filter(({ titleEn, bodyEn }) => /\p{Script=Han}/u.test(titleEn + bodyEn))).toEqual([])
  })

  it('explain a code in one article', () => {
    expect(articleOfCode(articles)).toMatchObject({
      P01: 'pin-wrong',
      P03: 'pin-locked',
      T01: 'ukey-not-shown',
    })
  })
})

describe('the hundred written questions', () => {
  const { insiders, outsiders } = writtenQuestions()
  const all = [...insiders, ...outsiders]

  it('are a hundred, forty of them by somebody who had not read the articles', () => {
    expect([insiders.length, outsiders.length]).toEqual([60, 40])
    const known = new Set(articles.map(({ id }) => id))
    expect(all.flatMap(({ article, or }) => [article, ...or]).filter((id) => !known.has(id))).toEqual([])
  })

  it('find their article among the first three, 95 of them at least', () => {
    const missed = all.filter(({ question, article, or }) => {
      const found = help.search(question, 3).map(({ id }) => id)
      return ![article, ...or].some((id) => found.includes(id))
    })
    expect(missed.length, missed.map(({ question }) => question).join('\n')).toBeLessThanOrEqual(5)
  })
})

describe('a faulty article', () => {
  it.each([
    ['no head', { 'one.md': 'just a text' }, /head/],
    ['no English', { 'one.md': written(head).replace('# English', '') }, /# English/],
    ['an unknown field', { 'one.md': written({ ...head, colour: 'red' }) }, /colour/],
    ['a field twice', { 'one.md': written(head).replace('title:', 'title: 一\ntitle:') }, /stands twice/],
    ['another id than its name', { 'two.md': written(head) }, /has the id "one"/],
    [
      'an action that leads nowhere',
      { 'one.md': written({ ...head, action: 'nowhere' }) },
      /leads to no place/,
    ],
    [
      'an action that leaves the product',
      { 'one.md': written({ ...head, action: 'https://x.cn' }) },
      /no place/,
    ],
    ['an action that opens the prompt', { 'one.md': written({ ...head, action: 'prompt' }) }, /no place/],
    ['a code of another shape', { 'one.md': written({ ...head, codes: 'P1' }) }, /codes/],
    ['an unknown group', { 'one.md': written({ ...head, group: 'misc' }) }, /group/],
    ['a text without end', { 'one.md': written(head, '长'.repeat(6_001)) }, /body/],
    ['more bytes than any article', { 'one.md': written(head, '长'.repeat(60_000)) }, /too large/],
  ])('with %s is left out and named', (_, files, reason) => {
    const { articles: read, problems: wrong } = loaded(files)
    expect(read).toEqual([])
    expect(wrong).toEqual([{ file: Object.keys(files)[0], reason: expect.stringMatching(reason) }])
  })

  it('does not take the others with it', () => {
    const { articles: read } = loaded({ 'one.md': written(head), 'two.md': 'torn' })
    expect(read.map(({ id }) => id)).toEqual(['one'])
  })

  it('is read with the line ends of Windows', () => {
    expect(loaded({ 'one.md': written(head).replaceAll('\n', '\r\n') }).problems).toEqual([])
  })

  it('is found by the check if it claims a code of another, one of no error, or an unknown issuer', () => {
    const set = loaded({
      'one.md': written({ ...head, codes: 'P01, Z99' }),
      'two.md': written({ ...head, id: 'two', codes: 'P01', issuer: 'nobody' }),
    })
    expect(articleComplaints(set, ['demo'])).toEqual([
      'help: P01 is claimed by one, two',
      'help: no error has the code Z99 (one)',
      'help/two.md: there is no issuer nobody',
    ])
  })
})
