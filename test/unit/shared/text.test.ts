import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en, zhCn } from '../../../src/shared/errors/catalogue.ts'
import { texts } from '../../../src/shared/text/index.ts'

/** Every sentence of a tree of texts. Sentences that take a figure get one. */
const sentences = (value: unknown, path = ''): readonly (readonly [path: string, sentence: string])[] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return sentences(value('2', '2', 2), path)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, part]) => sentences(part, path ? `${path}.${name}` : name))
}

const chinese = [...sentences(texts('zh-CN')), ...sentences(zhCn)]
const english = [...sentences(texts('en')), ...sentences(en)]
const letters = '[\\u4e00-\\u9fff\u300c\u300d]'
const halfWidth = new RegExp(`${letters}[,:;?!]|[,:;?!] ?${letters}|${letters} ?\\((?!\\?)|\\) ?${letters}`)

// A pattern that reads pasted text is no sentence.
const isPattern = (line: string) => line.includes('(?:')
// The manual's own line keeps the manual's punctuation.
const isOfManual = (sentence: string) => sentence.includes('检查到您的证书')

const top = join(import.meta.dirname, '../../..')
const filesBelow = (folder: string, kind: RegExp): readonly string[] =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => kind.test(name))
    .map((name) => join(folder, name))
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

describe('the words', () => {
  it('are set in full-width punctuation in Chinese', () => {
    expect(chinese.filter(([, sentence]) => !isOfManual(sentence) && halfWidth.test(sentence))).toEqual([])
  })

  it('are so everywhere else that a person reads: the authority, its pages, the files of issuers and drivers', () => {
    const files = [
      ...filesBelow('src', /\.(tsx?|html)$/),
      ...filesBelow('issuers', /\.json$/),
      ...filesBelow('drivers', /\.json$/),
    ]
    const lines = files.flatMap((file) =>
      withoutComments(readFileSync(join(top, file), 'utf8'))
        .split('\n')
        .map((line) => `${file}: ${line.trim()}`),
    )
    expect(files.length).toBeGreaterThan(500)
    expect(lines.filter((line) => halfWidth.test(line) && !isOfManual(line) && !isPattern(line))).toEqual([])
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
