import { describe, expect, it } from 'vitest'
import type { Search } from '../../../../../src/ra/records.ts'
import { page } from '../../../../../src/ra/store/sql/page.ts'
import { text } from '../../../../../src/ra/store/sql/row.ts'
import { memory } from './memory.ts'

type Filter = Parameters<typeof page>[6]

/** Five messages, whose numbers are 1 to 5. */
function pageOf(search: Partial<Search>, filter?: Filter) {
  const { ask, insert, sql } = memory()
  for (const [id, recipient, channel] of [
    ['a', 'Wang', 'sms'],
    ['b', 'li', 'mail'],
    ['c', 'WANG', 'mail'],
    ['d', 'zhao', 'sms'],
    ['e', '100%', 'sms'],
  ] as const)
    insert('outbox', { id, recipient, channel, text: `to ${id}` })
  const all = { text: '', after: null, limit: 5, ...search }
  const found = page(sql, 'outbox', 'seq', all, ['recipient', 'text'], (row) => text(row, 'id'), filter)
  const { rows, next } = ask(found)
  return [rows.join(''), next]
}

describe('a page', () => {
  it.each<[string, Partial<Search>, string, string | null]>([
    ['all fit', {}, 'edcba', null],
    ['one more is there than fits', { limit: 4 }, 'edcb', '2'],
    ['it goes on after the cursor', { limit: 2, after: '4' }, 'cb', '2'],
    ['the last page is full', { limit: 2, after: '3' }, 'ba', null],
    ['nothing comes after', { after: '1' }, '', null],
    ['the cursor is 0', { after: '0' }, '', null],
    ['the cursor is no number', { after: 'x' }, 'edcba', null],
    ['the cursor is no whole number', { after: '2.5' }, 'edcba', null],
    ['the text is there in any case', { text: 'wang' }, 'ca', null],
    ['the text is in another column', { text: 'TO D' }, 'd', null],
    ['the text is nowhere', { text: 'nobody' }, '', null],
    ['the text is no pattern', { text: '%' }, 'e', null],
    ['the text stands before the cursor', { text: 'wang', after: '3' }, 'a', null],
  ])('is right when %s', (_, search, rows, next) => {
    expect(pageOf(search)).toEqual([rows, next])
  })

  it('takes a filter together with all the rest', () => {
    const mail = { where: 'channel = ?', values: ['mail'] }
    expect(pageOf({}, mail)).toEqual(['cb', null])
    expect(pageOf({ text: 'wang' }, mail)).toEqual(['c', null])
    expect(pageOf({ after: '3' }, mail)).toEqual(['b', null])
    expect(pageOf({ limit: 1 }, mail)).toEqual(['c', '3'])
    expect(pageOf({ text: 'wang' }, { where: `channel = 'sms'`, values: [] })).toEqual(['a', null])
  })
})
