import { describe, expect, it } from 'vitest'
import { en, zhCn } from '../../../src/shared/errors/catalogue.ts'
import { texts } from '../../../src/shared/text/index.ts'

/** Every sentence of a tree of texts; those that take a figure are asked with one. */
const sentences = (value: unknown, path = ''): readonly (readonly [path: string, sentence: string])[] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return sentences(value('2', '2', 2), path)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, part]) => sentences(part, path ? `${path}.${name}` : name))
}

const chinese = [...sentences(texts('zh-CN')), ...sentences(zhCn)]
const english = [...sentences(texts('en')), ...sentences(en)]
const letters = '[\\u4e00-\\u9fff\u300c\u300d]'

// The seed's own line keeps the seed's punctuation.
const isOfTheSeed = (sentence: string) => sentence.startsWith('检查到您的证书')

describe('the words', () => {
  it('are set in full-width punctuation in Chinese', () => {
    const halfWidth = new RegExp(`${letters}[,:;?!]|[,:;?!]${letters}`)
    expect(chinese.filter(([, sentence]) => !isOfTheSeed(sentence) && halfWidth.test(sentence))).toEqual([])
  })

  it('leave no Chinese letter in English', () => {
    expect(english.filter(([, sentence]) => /[\u4e00-\u9fff]/.test(sentence))).toEqual([])
  })

  it('leave nothing empty in Chinese', () => {
    expect(chinese.filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })

  it('never shout', () => {
    expect([...chinese, ...english].filter(([, sentence]) => /[!\uff01]/.test(sentence))).toEqual([])
  })
})
