import { visibleLines } from '../../shared/visible.ts'
import { type ScrubRule, scrubRules } from './scrub-rules.ts'

/** No line of ours is longer. A longer one comes from outside, and the rest of it is not needed. */
const longestLine = 2_000
/** A whole event. A message with its stack is far below this. */
const longestText = 16_000

/**
 * Marks the place where a line was cut until the rules have run. The text before it may be the beginning of a secret
 * that a rule would recognise only by its end, so that much is removed too.
 */
const cut = '\u{f8ff}'
const unsure = 300

/** The wide forms of Latin letters and digits, as an input method for Chinese writes them. */
const narrow = (text: string): string =>
  text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )

const shortLine = (line: string): string =>
  line.length <= longestLine ? line : `${line.slice(0, longestLine)}${cut}`

/** The part of a text that the rules work on, limited in size whatever came in. */
const bounded = (text: string): string => {
  const whole = visibleLines(narrow(text.slice(0, longestText)))
  const lines = whole.slice(0, longestText).split('\n').map(shortLine).join('\n')
  return Math.max(text.length, whole.length) > longestText ? `${lines}${cut}` : lines
}

const withoutUnsure = (line: string): string => {
  const at = line.indexOf(cut)
  return at < 0 ? line : `${line.slice(0, Math.max(0, at - unsure))}… (cut)`
}

const apply = (text: string, { what, becomes }: ScrubRule): string =>
  typeof becomes === 'string' ? text.replace(what, becomes) : text.replace(what, becomes)

/** The text as it may go into a log: without PINs, keys, tokens, cookies and personal numbers. */
export const scrub = (text: string): string =>
  scrubRules.reduce(apply, bounded(text)).split('\n').map(withoutUnsure).join('\n')
