import { describe, expect, it } from 'vitest'
import { errorsEn } from '../../../src/shared/errors/en.ts'
import { type ErrorCode, explain, hotlineCodes } from '../../../src/shared/errors/index.ts'
import { errorsZhCn } from '../../../src/shared/errors/zh-cn.ts'

const codes = Object.keys(hotlineCodes) as ErrorCode[]
const placeholders = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()

describe('the catalogue of errors', () => {
  it('gives every error a hotline code of its own', () => {
    expect(new Set(Object.values(hotlineCodes)).size).toBe(codes.length)
  })

  it.each(codes)(
    'says of "%s" what happened, what was lost and what to do next, in both languages',
    (code) => {
      for (const text of [errorsZhCn[code], errorsEn[code]])
        for (const part of [text.title, text.happened, text.lost, text.next]) expect(part.trim()).not.toBe('')
      expect(errorsZhCn[code].happened).toMatch(/[\u4e00-\u9fff]/)
      expect(errorsEn[code].happened).not.toMatch(/[\u4e00-\u9fff]/)
    },
  )

  it.each(codes)('fills the same figures into both languages of "%s"', (code) => {
    const figures = (text: (typeof errorsZhCn)[ErrorCode]) => [
      ...new Set(placeholders(Object.values(text).join(' '))),
    ]
    expect(figures(errorsEn[code])).toEqual(figures(errorsZhCn[code]))
  })

  it('fills the figures in and never shows a bare placeholder', () => {
    const told = explain({ code: 'pin-wrong', params: { triesLeft: 4 } }, 'zh-CN')
    expect(told.happened).toBe('PIN 码不正确，还可以再试 4 次。')
    expect(explain({ code: 'pin-wrong', params: {} }, 'en').happened).not.toContain('{')
    expect(told.hotline).toBe('P01')
  })
})
