import { describe, expect, it } from 'vitest'
import { en as operatorEn } from '../../../src/renderer/operator/words/en.ts'
import { zhCn as operatorZh } from '../../../src/renderer/operator/words/zh-cn.ts'
import { findingsEn } from '../../../src/shared/diagnosis/findings.en.ts'
import { findingsZhCn } from '../../../src/shared/diagnosis/findings.zh-cn.ts'
import { en, zhCn } from '../../../src/shared/errors/catalogue.ts'
import { texts } from '../../../src/shared/text/index.ts'

// Every sentence that takes a figure, with nothing, one, two and many. Where it takes text, a figure does no harm.

const counts = [0, 1, 2, 99] as const

type Sentence = { readonly path: string; readonly count: number; readonly said: string }
type Told = (...figures: readonly unknown[]) => unknown

/** What these take is no number that may be one: a few names, a list, or a limit of ours. */
const others: Readonly<Record<string, readonly unknown[]>> = {
  'transactions.paused': ['renew', 'write'],
  'operator.identity.register.read': [7, [3, 4]],
  'tray.site': ['https://example.cn'],
  'documentsPage.drop.tooMany': [500],
  'documentsPage.encrypt.tooMany': [100],
  'identity.uploads.hint': [10],
  'identity.uploads.appealHint': [10],
  'pin.length': [6, 16],
  'pin.newHint': [6, 16],
  'pin.wrongLength': [6, 16],
}

/** Of one there are other words: the certificate's own title, `site`, `sealedToOne`. */
const ofSeveral: ReadonlySet<string> = new Set([
  'reminders.notifyManyTitle',
  'tray.sites',
  'decryptionRehearsal.sealedTo',
])

const isFunction = (value: unknown): value is Told => typeof value === 'function'

const saidBy = (value: unknown, path: string, count: number): readonly Sentence[] => {
  if (typeof value === 'string') return [{ path, count, said: value }]
  if (value === undefined || typeof value === 'number') return [{ path, count, said: String(value) }]
  if (isFunction(value)) {
    const figures = others[path] ?? Array.from({ length: value.length }, () => count)
    return saidBy(value(...figures), path, count)
  }
  if (value === null || typeof value !== 'object') return []
  // Words around a figure that is set apart.
  if (Array.isArray(value)) return [{ path, count, said: value.join(` ${count} `) }]
  return Object.entries(value).flatMap(([name, part]) => saidBy(part, path ? `${path}.${name}` : name, count))
}

/** Everything in a tree of texts that takes a figure. */
const counted = (tree: unknown, path = ''): readonly Sentence[] => {
  if (isFunction(tree)) return counts.flatMap((count) => saidBy(tree, path, count))
  if (tree === null || typeof tree !== 'object') return []
  return Object.entries(tree).flatMap(([name, part]) => counted(part, path ? `${path}.${name}` : name))
}

/** Limits of ours, and what is above them, are never so small. */
const limits: ReadonlySet<string> = new Set(['limit', 'most', 'min', 'max', 'pages', 'times'])

/** Sentences of the catalogue: `{name}` is a figure. */
const filled = (tree: object): readonly Sentence[] =>
  counts.flatMap((count) =>
    saidBy(tree, '', count)
      .filter(({ said }) => said.includes('{'))
      .map(({ said, ...sentence }) => ({
        ...sentence,
        said: said.replace(/\{(\w+)\}/g, (_, name) => String(limits.has(name) ? 99 : count)),
      })),
  )

const chinese = [
  ...[...counted(texts('zh-CN')), ...counted(operatorZh, 'operator')],
  ...[...filled(zhCn), ...filled(findingsZhCn)],
]
const english = [
  ...[...counted(texts('en')), ...counted(operatorEn, 'operator')],
  ...[...filled(en), ...filled(findingsEn)],
]
const told = (sentences: readonly Sentence[]) => sentences.map(({ path, said }) => `${path}: ${said}`)

/** A plural behind a single one. What follows "of 1" is not counted by it. */
const wrongPlural =
  /(?<!of )(?<![\d.,¥] ?)\b1 (?:more |full-width )?(?!s\b|is\b|was\b|has\b|expires\b|belongs\b|records\b|does\b|\w+ss\b)(?:[a-z-]+s|people|are|were|have)\b/
const wrongSingular =
  /\b(?:0|2|99) (?:day|file|try|minute|second|page|person|certificate|signature|recipient)\b/

describe('a sentence with a figure', () => {
  it('is there in both languages, hundreds of times', () => {
    expect(chinese.length).toBe(english.length)
    expect(english.length).toBeGreaterThan(counts.length * 300)
  })

  it('never shows what only a program knows', () => {
    const slip = /undefined|NaN|null|\[object|Infinity|=>|\$\{/
    expect(told([...chinese, ...english].filter(({ said }) => slip.test(said)))).toEqual([])
  })

  it('shows its figure unless it has other words for nothing and for one', () => {
    const shows = ({ count, said }: Sentence) => said.includes(String(count)) || said.includes('99')
    const silent = [...chinese, ...english].filter(
      (sentence) => sentence.count > 1 && !(sentence.path in others) && !shows(sentence),
    )
    expect(told(silent)).toEqual([])
  })

  it('has one of a thing in the singular', () => {
    const ofOne = english.filter(({ path, count }) => count === 1 && !ofSeveral.has(path))
    expect(told(ofOne.filter(({ said }) => wrongPlural.test(said)))).toEqual([])
  })

  it('has none and several of a thing in the plural', () => {
    expect(told(english.filter(({ count, said }) => count !== 1 && wrongSingular.test(said)))).toEqual([])
  })

  it('counts days before and after an end alike', () => {
    const { title } = texts('en').reminders
    expect([2, 1, 0, -1, -2].map(title)).toEqual([
      'The certificate expires in 2 days',
      'The certificate expires in 1 day',
      'The certificate expires today',
      'The certificate expired 1 day ago',
      'The certificate expired 2 days ago',
    ])
  })
})
