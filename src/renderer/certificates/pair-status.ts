import { assertNever } from '../../shared/assert-never.ts'
import type { CertificatePair, CertificateView, PairState } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { dateOf } from '../words/format.ts'

export type Tone = 'good' | 'soon' | 'bad' | 'quiet'

/** What a person is offered to do about a pair. */
export type PairAction = 'renew' | 'replace' | 'issue' | 'refresh' | 'view'

export type PairStatus = {
  readonly tone: Tone
  readonly word: string
  readonly sentence: string
  readonly why: string
  readonly action: PairAction
}

const toneOf: Readonly<Record<PairState, Tone>> = {
  valid: 'good',
  expiring: 'soon',
  expired: 'bad',
  'not-yet-valid': 'quiet',
  revoked: 'bad',
  incomplete: 'soon',
  mismatched: 'bad',
  'clock-wrong': 'soon',
}

const actionOf: Readonly<Record<PairState, PairAction>> = {
  valid: 'view',
  expiring: 'renew',
  expired: 'renew',
  'not-yet-valid': 'view',
  revoked: 'issue',
  incomplete: 'issue',
  mismatched: 'issue',
  'clock-wrong': 'refresh',
}

/** The certificate by which the pair is known: the signing one where there is one. */
export const leading = (pair: CertificatePair): CertificateView | null => pair.signing ?? pair.encryption

export const isRsa = (pair: CertificatePair): boolean => leading(pair)?.keyType.startsWith('RSA') ?? false

const sentenceOf = (pair: CertificatePair, words: Texts): string => {
  const say = words.certificates.statusSentence
  const view = leading(pair)
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
    case 'revoked':
      return say.revoked
    case 'incomplete':
      return say.incomplete
    case 'mismatched':
      return say.mismatched
    case 'clock-wrong':
      return say.clockWrong
    default:
      return assertNever(pair.state)
  }
}

/** 状态提示: the state of a pair in a word and a sentence, and the one thing to do about it. */
export const pairStatus = (pair: CertificatePair, words: Texts): PairStatus => {
  const { state, whySentence, statusSentence } = words.certificates
  const plain: PairStatus = {
    tone: toneOf[pair.state],
    word: state[pair.state],
    sentence: sentenceOf(pair, words),
    why: whySentence[pair.state],
    action: actionOf[pair.state],
  }
  if (!pair.usable && plain.tone === 'good')
    return { ...plain, tone: 'quiet', sentence: statusSentence.noKey, action: 'view' }
  if (pair.state === 'valid' && isRsa(pair))
    return { ...plain, sentence: statusSentence.rsa, action: 'replace' }
  return plain
}
