import { assertNever } from '../../../shared/assert-never.ts'
import type { DossierStep } from '../../../shared/identity/kinds.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused, refusedBy } from '../decision.ts'
import { DOSSIER_LIVES, type Dossier, put, withoutSecrets } from './dossier.ts'
import { finished } from './finishing.ts'
import { isCorrectable } from './parts.ts'
import { finishRefusal, type SubmissionFacts, tell } from './submission.ts'
import { takenRefusal } from './taken.ts'

export type DossierVerdict =
  | { readonly verdict: 'approved'; readonly answer: string | null }
  | { readonly verdict: 'refused'; readonly reason: string }
  | { readonly verdict: 'correction'; readonly reason: string; readonly steps: readonly DossierStep[] }

export type DossierReview = {
  readonly dossierId: string
  readonly verdict: DossierVerdict
  readonly operator: string
  readonly sender: string
  readonly now: number
}

/** An operator decides about what was handed in. The applicant hears of it by SMS. */
export function reviewDossier(facts: SubmissionFacts, review: DossierReview): Decision<Dossier> {
  const { dossier } = facts
  if (dossier === null) return refused('dossier-unknown')
  if (dossier.state !== 'awaiting-review') return refused('review-not-waiting', { state: dossier.state })
  const { verdict, operator, now } = review
  const decidedBy = { decidedBy: operator }
  switch (verdict.verdict) {
    case 'approved':
      return approved(facts, { ...dossier, ...decidedBy, reason: verdict.answer }, review)
    case 'refused': {
      const { reason } = verdict
      const given = withoutSecrets(dossier.given)
      const after: Dossier = { ...dossier, ...decidedBy, given, state: 'refused', reason }
      return noted(after, review, 'refused', `您的申请未通过审核，原因：${reason}。`)
    }
    case 'correction': {
      const { reason, steps } = verdict
      if (!isCorrectable(dossier, steps)) return refused('dossier-step-unfit', { step: steps.join(' ') })
      const sentBack = { state: 'awaiting-correction', reason, steps: [...new Set(steps)] } as const
      const after: Dossier = { ...dossier, ...decidedBy, ...sentBack, expiresAt: now + DOSSIER_LIVES }
      return noted(after, review, 'sent back', `您的申请需要补正：${reason}。请打开证书助手补正后重新提交。`)
    }
    default:
      return assertNever(verdict)
  }
}

function approved(facts: SubmissionFacts, dossier: Dossier, review: DossierReview): Decision<Dossier> {
  if (dossier.purpose === 'appeal') return appealGranted(facts, dossier, review)
  const { now, operator, sender } = review
  const { fresh, passwordHash = null } = dossier.given
  const refusal = finishRefusal(facts, dossier, now)
  if (refusal !== null) return refusedBy(refusal)
  if (fresh === undefined) return refused('dossier-step-missing', { step: 'entity' })
  const done = finished(facts, dossier, { fresh, passwordHash, now }, `operator ${operator}`)
  if (done.answer instanceof Refusal) return done
  const words = `您的申请已通过审核，机构代码 ${fresh.organisationCode}，请使用机构代码和密码登录。`
  return decided([...done.changes, ...tell(done.answer, sender, words, now)], done.answer)
}

/** A lost phone is replaced by the one that the appeal has proved; other appeals are answered in words. */
function appealGranted(
  { account, holders }: SubmissionFacts,
  dossier: Dossier,
  review: DossierReview,
): Decision<Dossier> {
  const { given } = dossier
  const after: Dossier = { ...dossier, state: 'done' }
  const words = `您的申诉已处理：${dossier.reason ?? '已通过'}。`
  if (given.appeal?.cause !== 'phone-lost') return noted(after, review, 'appeal granted', words)
  if (account === null || account.closed) return refused('not-found')
  const { byPhone } = holders
  const taken = account.kind === 'person' ? takenRefusal({ byNumber: null, byPhone }, account.id) : null
  if (taken !== null) return refusedBy(taken)
  const changes: readonly Change[] = [
    { kind: 'put-account', account: { ...account, phone: given.phone ?? account.phone } },
    { kind: 'end-sessions', accountId: account.id, except: null },
    audit(review.now, `operator ${review.operator}`, 'phone replaced by appeal', account.id),
  ]
  const done = noted(after, review, 'appeal granted', words)
  return { ...done, changes: [...changes, ...done.changes] }
}

function noted(
  dossier: Dossier,
  { operator, sender, now }: DossierReview,
  what: string,
  words: string,
): Decision<Dossier> {
  return decided(
    [
      put(dossier),
      ...tell(dossier, sender, words, now),
      audit(now, `operator ${operator}`, `dossier ${what}`, dossier.number),
    ],
    dossier,
  )
}
