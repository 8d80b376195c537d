import { parseCertificate } from '../../pki/index.ts'
import {
  type ErrorReport,
  type IssuanceStep,
  issuanceSteps,
  type StepView,
  type TransactionView,
} from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import { isOnToken, type Progress, tokenIdOf } from './progress.ts'

/** What is true of a transaction only as long as this process lives. */
export type Moment = {
  readonly running: boolean
  readonly pinAtHand: boolean
  readonly error: ErrorReport | null
  readonly tokenPresent: boolean
  readonly pairId: string | null
}

const stepView = (name: IssuanceStep, progress: Progress, moment: Moment): StepView => {
  const done = progress.done[name]
  if (done) return { name, state: 'done', seconds: done.seconds, error: null }
  if (name !== progress.next) return { name, state: 'waiting', seconds: null, error: null }
  if (moment.running) return { name, state: 'running', seconds: null, error: null }
  return moment.error
    ? { name, state: 'failed', seconds: null, error: moment.error }
    : { name, state: 'waiting', seconds: null, error: null }
}

const stateOf = ({ ended }: Progress, { running }: Moment): TransactionView['state'] =>
  running ? 'running' : (ended?.how ?? 'paused')

/** Whether going on needs the PIN again: the next step, or one after it that nothing can stop, is on the token. */
const needsPin = ({ next, started }: Progress, moment: Moment): boolean =>
  next !== null && isOnToken(next, started.target.kind) && !(moment.running && moment.pinAtHand)

/** A transaction as tray and windows see it. */
export const viewOf = (id: string, progress: Progress, moment: Moment): TransactionView => {
  const { target, issuerId, holder, at, business } = progress.started
  return {
    id,
    issuerId,
    business: business.kind,
    ...(business.kind === 'replacement' ? { previousSerial: business.previousSerial } : {}),
    tokenId: tokenIdOf(progress),
    tokenName: visibleName(target.name),
    tokenKind: target.kind,
    holder: visibleName(holder),
    startedAt: at,
    state: stateOf(progress, moment),
    steps: issuanceSteps.map((name) => stepView(name, progress, moment)),
    needsPin: needsPin(progress, moment),
    tokenPresent: moment.tokenPresent,
    error: moment.error,
    pairId: moment.pairId,
  }
}

/** The pair that came of it, by the name the certificates' page knows it under; null until it was checked. */
export const pairIdOf = (progress: Progress): string | null => {
  const { collect, verify } = progress.done
  if (!collect || !verify) return null
  const der = Buffer.from(collect.left.signatureCertificate, 'base64')
  return certificateId(tokenIdOf(progress), parseCertificate(new Uint8Array(der)))
}
