import { Refusal } from '../refusal.ts'
import { type Decision, decided, refused, refusedAfter } from './decision.ts'

/** The answer to a captcha, which was compared already. `key` is the captcha's own. */
export type CaptchaAnswer = {
  readonly key: string
  readonly expiresAt: number
  readonly isRight: boolean
  readonly now: number
}

/** Every captcha is good for one answer, right or wrong. */
export function answerCaptcha(
  { isUsed }: { readonly isUsed: boolean },
  { key, expiresAt, isRight, now }: CaptchaAnswer,
): Decision<null> {
  if (isUsed || expiresAt <= now) return refused('captcha-stale')
  const used = [{ kind: 'use-captcha', key, expiresAt }] as const
  return isRight ? decided(used, null) : refusedAfter(used, new Refusal('captcha-wrong'))
}
