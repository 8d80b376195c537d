import { describe, expect, it } from 'vitest'
import { AssistantFailure, explain, type FailureCode } from '../../../src/site-sdk/browser/failure.ts'
import { en } from '../../../src/site-sdk/browser/words.en.ts'
import { zhCn } from '../../../src/site-sdk/browser/words.zh-cn.ts'

const codes = Object.keys(zhCn) as FailureCode[]

describe('the sentences of a failure', () => {
  it('say what happened and what to do next, in both languages', () => {
    for (const code of codes) {
      expect(zhCn[code].every((sentence) => sentence.endsWith('。'))).toBe(true)
      expect(en[code].every((sentence) => sentence.endsWith('.'))).toBe(true)
    }
  })

  it('use full-width punctuation in Chinese', () => {
    for (const code of codes) expect(explain(code, 'zh-CN', 5)).not.toMatch(/[\u4e00-\u9fff][,;:!?()]/)
  })

  it('say how long to wait', () => {
    const failure = new AssistantFailure('wait', 'zh-CN', 30)
    expect(failure.message).toContain('请过 30 秒再试')
    expect(failure.retryAfterSeconds).toBe(30)
    for (const code of codes) expect(explain(code, 'en', 30)).not.toContain('{')
  })
})
