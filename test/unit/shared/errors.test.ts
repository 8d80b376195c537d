import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en, zhCn } from '../../../src/shared/errors/catalogue.ts'
import type { ErrorText } from '../../../src/shared/errors/entry.ts'
import { figuresOf } from '../../../src/shared/errors/figures.ts'
import {
  AssistantError,
  type ErrorCode,
  errorOf,
  explain,
  reportOf,
} from '../../../src/shared/errors/index.ts'
import { errorReport } from '../../../src/shared/errors/report.ts'

const codes = Object.keys(zhCn) as ErrorCode[]
const parts = ({ title, happened, lost, next }: ErrorText) => [title, happened, lost, next]

describe('the catalogue of errors', () => {
  it('holds the errors of every business that has some', async () => {
    const shared = join(import.meta.dirname, '../../../src/shared')
    const files = readdirSync(shared, { recursive: true, encoding: 'utf8' })
    const declared = await Promise.all(
      files
        .filter((file) => file.endsWith('errors.zh-cn.ts'))
        .map(async (file) =>
          Object.values(await import(join(shared, file))).flatMap((all) => Object.keys(all as object)),
        ),
    )
    expect([...codes].sort()).toEqual(declared.flat().sort())
  })

  it('gives every error a hotline code of its own', () => {
    expect(new Set(codes.map((code) => zhCn[code].hotline)).size).toBe(codes.length)
  })

  it.each(codes)(
    'says for "%s" what happened, what was lost and what to do next, in both languages',
    (code) => {
      for (const part of [...parts(zhCn[code]), ...parts(en[code])]) expect(part.trim()).not.toBe('')
      expect(zhCn[code].happened).toMatch(/[\u4e00-\u9fff]/)
      expect(en[code].happened).not.toMatch(/[\u4e00-\u9fff]/)
    },
  )

  it.each(codes)('fills the same figures into both languages of "%s"', (code) => {
    const figures = (text: ErrorText) => [...figuresOf(parts(text).join(' '))].sort()
    expect(figures(en[code])).toEqual(figures(zhCn[code]))
  })

  it('fills the figures in', () => {
    const told = explain({ code: 'pin-wrong', params: { triesLeft: 4 } }, 'zh-CN')
    expect(told.happened).toBe('PIN 码不正确，还可以再试 4 次。')
    expect(told.hotline).toBe('P01')
  })

  it('shows hidden characters in a figure', () => {
    const told = explain({ code: 'settings-damaged', params: { file: 'a\u202eb\nc' } }, 'zh-CN')
    expect(told.happened).toContain('a⟨U+202E⟩b⟨U+000A⟩c')
  })

  it('writes a dash for a missing figure, never a bare placeholder', () => {
    const arrived = errorReport.parse({ code: 'pin-wrong', params: {} })
    expect(arrived.params).toEqual({ triesLeft: '–' })
    for (const language of ['zh-CN', 'en'] as const)
      expect(explain(arrived, language).happened).toMatch(/ –[ .]/)
  })

  it('keeps additional facts for the program', () => {
    const report = { code: 'pin-is-default', params: { name: 'Ukey', tokenId: 'a' } }
    expect(errorReport.parse(report)).toEqual(report)
  })

  it('accepts no unknown code, and no figure that is neither text nor number', () => {
    expect(errorReport.safeParse({ code: 'nobody-knows', params: {} }).success).toBe(false)
    expect(errorReport.safeParse({ code: 'pin-wrong', params: { triesLeft: {} } }).success).toBe(false)
  })
})

describe('an error', () => {
  it('crosses a border as its code and figures and is the same on the other side', () => {
    const report = reportOf(
      new AssistantError('pin-length', { min: 6, max: 16 }, new Error('of the library')),
    )
    expect(report).toEqual({ code: 'pin-length', params: { min: 6, max: 16 } })
    expect(reportOf(errorOf(report))).toEqual(report)
  })

  it('reveals nothing about an unforeseen error', () => {
    expect(reportOf(new Error('PIN 123456'))).toEqual({ code: 'unexpected', params: {} })
  })

  it('does not compile without the figures of its sentences, nor with one that no sentence has', () => {
    // @ts-expect-error: the tries left are missing
    expect(new AssistantError('pin-wrong').params).toEqual({})
    // @ts-expect-error: another name than that in the sentence
    new AssistantError('pin-wrong', { tries: 3 })
    // @ts-expect-error: this one needs none
    new AssistantError('pin-locked', { triesLeft: 3 })
    // @ts-expect-error: which of all errors it is must be known
    new AssistantError('pin-locked' as ErrorCode)
    new AssistantError('pin-wrong', { triesLeft: 3 })
    new AssistantError('pin-locked', {}, new Error('cause'))
  })
})
