import { randomInt } from 'node:crypto'
import { type Clock, iso, MINUTE } from '../clock.ts'
import { randomId, sameText } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { captchaPicture } from './captcha-picture.ts'
import { captchaQuestion, type Question } from './captcha-question.ts'

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
export function captchaDesk(
  clock: Clock,
  fixedAnswer: string | null = null,
  ask: () => Question = captchaQuestion,
): CaptchaDesk {
  const open = new Map<string, Open>()
  return {
    create: () => {
      dropOldest(open)
      const text = fixedAnswer ?? randomText()
      const question = ask()
      const captchaId = randomId()
      const expiresAt = clock() + LIFETIME
      open.set(captchaId, { answers: [text.toUpperCase(), question.answer], expiresAt })
      const { zh, en } = question
      return { captchaId, svg: captchaPicture(text), question: { zh, en }, expiresAt: iso(expiresAt) }
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
