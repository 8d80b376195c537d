import { syllablesOf } from './pinyin.ts'

/** Different words that people use for the same thing. */
const sameThing: readonly (readonly [RegExp, string])[] = [
  [
    /u\s*盾|优盾|usb\s?key|\bu\s?-?key|加密锁|密码锁|证书介质|介质|小钥匙|\bkey\b|(?<![a-z])key(?![a-z])/g,
    ' ukey ',
  ],
  [/口令/g, '密码'],
  [/pin\s*码/g, ' pin '],
]

/** One spelling for full and half width, capital and small letters, and different names of the same thing. */
export const normal = (text: string): string => {
  const plain = text.normalize('NFKC').toLowerCase()
  return sameThing.reduce((words, [other, ours]) => words.replace(other, ours), plain)
}

/** Words of a question that say nothing about its subject. */
const askingWords =
  /怎么回事|怎么办|怎么样|怎么|怎样|如何|为什么|为啥|什么|请问|一下|可以|我的|我们|你们|您|我|了|吗|呢|吧|啊|的|是|\b(?:how|to|do|does|i|is|the|a|an|my|what|why|can|it)\b/g

/** What is left of a question without the words of asking; the question itself if nothing is left. */
export const subjectOf = (question: string): string => {
  const subject = question.replace(askingWords, ' ')
  return /[\p{L}\p{N}]/u.test(subject) ? subject : question
}

export const runsOf = (text: string): readonly string[] => text.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []

export const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run)

const pairsOf = (run: string): readonly string[] => {
  const letters = [...run]
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** A mark before terms that stand for a sound, which no text contains. */
const sound = '~'

/** How two letters sound, so that 备分 is found as 备份. */
export const soundsOf = (pair: string): readonly string[] => {
  const [first = '', second = ''] = pair
  return syllablesOf(first).flatMap((one) => syllablesOf(second).map((other) => `${sound}${one} ${other}`))
}

export type Term = { readonly text: string; readonly weight: number; readonly sound?: true }

const ofRun = (run: string): readonly Term[] => {
  if (!isHan(run)) return [{ text: run, weight: 1 }]
  const pairs = pairsOf(run)
  return [
    ...[...run].map((text) => ({ text, weight: 0.25 })),
    ...pairs.map((text) => ({ text, weight: 1 })),
    ...pairs.flatMap(soundsOf).map((text): Term => ({ text, weight: 0.35, sound: true })),
  ]
}

/** What a text is found by: words of Latin letters and digits; of Chinese each letter, each pair, and its sound. */
export const termsOf = (text: string): readonly Term[] => {
  const known = new Map(runsOf(text).flatMap((run) => ofRun(run).map((term) => [term.text, term] as const)))
  return [...known.values()]
}
