import { randomInt } from 'node:crypto'
import { type Clock, iso, MINUTE } from '../clock.ts'
import { randomId, sameText } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { captchaPicture } from './captcha-picture.ts'

// Without letters that look like each other or like figures.
const ALPHABET = 'ACDEFGHJKMNPQRTUWXY3467'
const LENGTH = 4
const LIFETIME = 5 * MINUTE
const MOST = 20_000

type Open = { readonly answers: readonly string[]; readonly expiresAt: number }

export type NewCaptcha = {
  readonly captchaId: string
  readonly svg: string
  readonly question: { readonly zh: string; readonly en: string }
  readonly expiresAt: string
}

/** Captchas that wait for an answer. They are kept in memory, because a restart costs people only a click. */
export type CaptchaDesk = {
  readonly create: () => NewCaptcha
  /** Every captcha is good for one answer, right or wrong. */
  readonly check: (id: string, answer: string) => void
}

/** `fixedAnswer` is only for tests and demonstrations on the loopback address. */
export function captchaDesk(clock: Clock, fixedAnswer: string | null = null): CaptchaDesk {
  const open = new Map<string, Open>()
  return {
    create: () => {
      dropOldest(open)
      const text = fixedAnswer ?? randomText()
      const sum = randomSum()
      const captchaId = randomId()
      const expiresAt = clock() + LIFETIME
      open.set(captchaId, { answers: [text.toUpperCase(), sum.answer], expiresAt })
      return { captchaId, svg: captchaPicture(text), question: sum.question, expiresAt: iso(expiresAt) }
    },
    check: (id, answer) => {
      const captcha = open.get(id)
      open.delete(id)
      if (captcha === undefined || captcha.expiresAt <= clock()) throw new Refusal('captcha-stale')
      const given = answer.normalize('NFKC').trim().toUpperCase()
      // Both comparisons are made, whatever the first one says.
      const right = captcha.answers.map((one) => sameText(one, given))
      if (!right.includes(true)) throw new Refusal('captcha-wrong')
    },
  }
}

/** A Map keeps the order of insertion, so the first entry is the oldest. */
function dropOldest(open: Map<string, Open>): void {
  if (open.size < MOST) return
  const [oldest] = open.keys()
  if (oldest !== undefined) open.delete(oldest)
}

function randomText(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

const zhDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const enDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function zhNumber(n: number): string {
  if (n <= 10) return zhDigits[n] ?? ''
  const tens = Math.floor(n / 10)
  return `${tens === 1 ? '' : zhDigits[tens]}十${n % 10 === 0 ? '' : zhDigits[n % 10]}`
}

function enNumber(n: number): string {
  return n <= 10 ? (enDigits[n] ?? '') : String(n)
}

function randomSum() {
  const [a, b, c] = [randomInt(3, 60), randomInt(2, 10), randomInt(1, 10)]
  return {
    answer: String(a + b + c),
    question: {
      zh: `${zhNumber(a)}加${zhNumber(b)}加${zhNumber(c)}等于多少？请用数字回答。`,
      en: `What is ${enNumber(a)} plus ${enNumber(b)} plus ${enNumber(c)}? Answer in figures.`,
    },
  }
}
