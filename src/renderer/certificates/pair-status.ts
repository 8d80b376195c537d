import { assertNever } from '../../shared/assert-never.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import { type PairHealth, pairHealth } from '../../shared/health/pair-health.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { dateOf } from '../words/format.ts'

export type PairStatus = PairHealth & {
  readonly word: string
  readonly sentence: string
  readonly why: string
}

const sentenceOf = (pair: CertificatePair, words: Texts): string => {
  const say = words.certificates.statusSentence
  const view = leadingCertificate(pair)
  const days = view?.daysLeft ?? 0
  switch (pair.state) {
    case 'valid':
      return say.valid
    case 'expiring':
      return days > 0 ? say.expiring(days) : say.expiringToday
    case 'expired':
      return say.expired
    case 'not-yet-valid':
      return say.notYetValid(view ? dateOf(view.notBefore) : '')
    case 'suspended':
      return say.suspended
    case 'revoked':
      return say.revoked
    case 'incomplete':
      return say.incomplete
    case 'mismatched':
      return say.mismatched
    case 'clock-wrong':
      return say.clockWrong
    case 'kept':
      return say.kept
    default:
      return assertNever(pair.state)
  }
}

/** 状态提示: the health of a pair in a word and a sentence. */
export const pairStatus = (pair: CertificatePair, words: Texts): PairStatus => {
  const { state, whySentence, statusSentence } = words.certificates
  const health = pairHealth(pair)
  const sentences: Readonly<Record<PairHealth['reason'], string>> = {
    state: sentenceOf(pair, words),
    keyless: statusSentence.noKey,
    rsa: statusSentence.rsa,
  }
  return {
    ...health,
    word: state[pair.state],
    sentence: sentences[health.reason],
    why: whySentence[pair.state],
  }
}

/** The same where it is on a token: a certificate whose PIN is locked is not ready for use, however valid it is. */
export const pairStatusOn = (
  { pin }: Pick<TokenView, 'pin'>,
  pair: CertificatePair,
  words: Texts,
): PairStatus => {
  const status = pairStatus(pair, words)
  if (!pin.locked || status.tone !== 'good') return status
  return { ...status, tone: 'quiet', sentence: words.certificates.statusSentence.locked }
}
