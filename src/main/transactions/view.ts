import { parseCertificate } from '../../pki/index.ts'
import type { ErrorReport, Stand, StepView, TransactionView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import { nextAct, tokenIdOf } from './progress.ts'
import type { Progress, Step } from './step.ts'
import { type AskedWait, askedOfPerson } from './waits.ts'

/** What is true of a transaction only while this process lives. */
export type Moment = {
  /** Whether it runs visibly. One that only asks about what it waits for does not. */
  readonly running: boolean
  readonly pinAtHand: boolean
  readonly error: ErrorReport | null
  readonly wait: AskedWait | null
  readonly tokenPresent: boolean
  readonly pairId: string | null
}

const standOf = (progress: Progress, { running, wait, error, tokenPresent }: Moment): Stand => {
  if (running) return { state: 'running', waiting: null, error: null }
  if (progress.ended) return { state: progress.ended.how, waiting: null, error: null }
  if (error) return { state: 'paused', waiting: null, error }
  return { state: 'waiting', waiting: wait ?? askedOfPerson(progress, tokenPresent), error: null }
}

const here = { running: 'running', waiting: 'waiting', paused: 'failed' } as const

const stepView = ({ name }: Step, { done, next }: Progress, { state }: Stand): StepView => {
  const record = done[name]
  if (record) return { name, state: 'done', seconds: record.seconds }
  if (name !== next?.name || state === 'done' || state === 'abandoned')
    return { name, state: 'ahead', seconds: null }
  return { name, state: here[state], seconds: null }
}

/**
 * Whether going on needs the PIN again, because the next step, or one after it that nothing can stop, is on the token.
 */
const needsPin = (progress: Progress, moment: Moment): boolean =>
  nextAct(progress)?.where === 'token' && !(moment.running && moment.pinAtHand)

/** A transaction as tray and windows see it. */
export const viewOf = (id: string, progress: Progress, moment: Moment): TransactionView => {
  const { target, issuerId, holder, at, business } = progress.started
  const stand = standOf(progress, moment)
  return {
    id,
    issuerId,
    business: business.kind,
    ...(business.kind === 'issue' ? {} : { previousSerial: business.previousSerial }),
    ...(business.kind === 'renew'
      ? { agreementVersion: business.agreementVersion, keys: business.keys }
      : {}),
    ...(business.kind === 'upgrade' ? { upgradeId: business.upgradeId } : {}),
    tokenId: tokenIdOf(progress),
    tokenName: visibleName(target.name),
    tokenKind: target.kind,
    holder: visibleName(holder),
    startedAt: at,
    ...stand,
    steps: progress.steps.map((step) => stepView(step, progress, stand)),
    needsPin: needsPin(progress, moment),
    tokenPresent: moment.tokenPresent,
    pairId: moment.pairId,
  }
}

/** The id of the resulting pair on the certificates page; null until the pair was checked. */
export const pairIdOf = (progress: Progress): string | null => {
  const { collect, verify } = progress.done
  if (!collect || !verify) return null
  const der = Buffer.from(collect.left.signatureCertificate, 'base64')
  return certificateId(tokenIdOf(progress), parseCertificate(new Uint8Array(der)))
}
