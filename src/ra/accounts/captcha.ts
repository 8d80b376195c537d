import { randomBytes, randomInt } from 'node:crypto'
import type { Sealing } from '../ca/sealing.ts'
import { type Clock, iso, MINUTE } from '../clock.ts'
import { sameText } from '../random.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { captchaPicture } from './captcha-picture.ts'
import { captchaQuestion, type Question } from './captcha-question.ts'

// Without letters that look like each other or like figures.
const ALPHABET = 'ACDEFGHJKMNPQRTUWXY3467'
const LENGTH = 4
const LIFETIME = 5 * MINUTE

export type NewCaptcha = {
  readonly captchaId: string
  readonly svg: string
  readonly question: { readonly zh: string; readonly en: string }
  readonly expiresAt: string
}

/**
 * Captchas that wait for an answer are nowhere here: the id carries what is needed, authenticated by a key that all
 * processes of the authority have. So any process can check it, and nobody fills a memory by asking for captchas.
 */
export type CaptchaDesk = {
  readonly create: () => NewCaptcha
  /** Every captcha is good for one answer, right or wrong. */
  readonly check: (id: string, answer: string) => Promise<void>
}

type Parts = {
  readonly store: Pick<Store, 'answerCaptcha'>
  readonly sealing: Pick<Sealing, 'mac'>
  readonly clock: Clock
  /** Only for tests and demonstrations on the loopback address. */
  readonly fixedAnswer?: string | null
  readonly ask?: () => Question
}

export function captchaDesk({ store, sealing, clock, fixedAnswer = null, ask }: Parts): CaptchaDesk {
  const form = idForm(sealing)
  return {
    create: () => {
      const text = fixedAnswer ?? randomText()
      const { answer, zh, en } = (ask ?? captchaQuestion)()
      const expiresAt = clock() + LIFETIME
      const captchaId = form.write(expiresAt, [text.toUpperCase(), answer])
      return { captchaId, svg: captchaPicture(text), question: { zh, en }, expiresAt: iso(expiresAt) }
    },
    check: async (id, answer) => {
      const captcha = form.read(id)
      if (captcha === null) throw new Refusal('captcha-stale')
      const { key, expiresAt } = captcha
      const isRight = captcha.fits(answer.normalize('NFKC').trim().toUpperCase())
      await store.answerCaptcha({ key, expiresAt, isRight, now: clock() })
    },
  }
}

type Read = {
  readonly key: string
  readonly expiresAt: number
  readonly fits: (answer: string) => boolean
}

/** 72 bits: nobody can try many, because an id that was answered once is of no use any more. */
const PART = 12
const TIME = 9
const ID = new RegExp(
  `^([\\w-]{${PART}})([0-9a-z]{${TIME}})([\\w-]{${PART}})([\\w-]{${PART}})([\\w-]{${PART}})$`,
)

/** An id is: a random key, the end in milliseconds, a code for either answer, and a code for all of these. */
function idForm(sealing: Pick<Sealing, 'mac'>) {
  const code = (text: string) => sealing.mac('captcha', text).slice(0, PART)
  const codeOf = (head: string, which: 'picture' | 'question', answer: string) =>
    code(`${head} ${which} ${answer}`)
  return {
    write: (expiresAt: number, [picture, question]: readonly [string, string]): string => {
      const key = randomBytes((PART * 3) / 4).toString('base64url')
      const head = `${key}${expiresAt.toString(36).padStart(TIME, '0')}`
      const body = `${head}${codeOf(head, 'picture', picture)}${codeOf(head, 'question', question)}`
      return `${body}${code(body)}`
    },
    read: (id: string): Read | null => {
      const [, key = '', time = '', picture = '', question = '', all = ''] = ID.exec(id) ?? []
      if (key === '' || !sameText(code(id.slice(0, -PART)), all)) return null
      const head = `${key}${time}`
      return {
        key,
        expiresAt: Number.parseInt(time, 36),
        fits: (answer) => {
          // Both comparisons are made, whatever the first one says.
          const right = [
            sameText(codeOf(head, 'picture', answer), picture),
            sameText(codeOf(head, 'question', answer), question),
          ]
          return right.includes(true)
        },
      }
    },
  }
}

function randomText(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
