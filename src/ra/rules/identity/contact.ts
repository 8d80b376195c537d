import type { ContactChannel } from '../../../shared/ra-contract/contact.ts'
import type { Account, Attempts, Code } from '../../records.ts'
import { type Decision, decided, refused, refusedAfter, refusedBy } from '../decision.ts'
import { answerCode, type Sending, type SendingFacts, sendingOf } from './codes.ts'
import { type Dossier, put, stepRefusal, withGiven } from './dossier.ts'
import { refusedTaken, takenRefusal } from './taken.ts'

const stepOf = (channel: ContactChannel) => (channel === 'sms' ? 'phone' : 'email')

export type ContactAsking = Sending & {
  readonly dossierId: string
  readonly channel: ContactChannel
  readonly address: string
}

/** Sends a code to an address that shall be proved. The answer is the same whoever has it. */
export function askContact(
  facts: SendingFacts & { readonly dossier: Dossier | null },
  asking: ContactAsking,
): Decision<Dossier> {
  const { dossier } = facts
  const { channel, address, now } = asking
  const refusal = stepRefusal(dossier, stepOf(channel), now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const sending = sendingOf(facts, asking, address)
  if (sending.refusal !== null) return refusedAfter(sending.changes, sending.refusal)
  const after = withGiven(dossier, { asked: { ...dossier.given.asked, [channel]: address } }, null)
  return decided([...sending.changes, put(after)], after)
}

export type ContactProof = {
  readonly dossierId: string
  readonly channel: ContactChannel
  readonly codeHash: string
  readonly now: number
}

export type ContactProofFacts = {
  readonly dossier: Dossier | null
  readonly code: Code | null
  /** The person whose phone this is, and the one whose document was given. */
  readonly byPhone: Account | null
  readonly byNumber: Account | null
  /** How often this phone has met a document that is taken. */
  readonly taken: Attempts
}

/** The code was given back: the address is proved. A phone is a person's login, so a second person cannot have it. */
export function proveContact(facts: ContactProofFacts, proof: ContactProof): Decision<Dossier> {
  const { dossier, code } = facts
  const { channel, now } = proof
  const refusal = stepRefusal(dossier, stepOf(channel), now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const answer = answerCode(code, proof)
  if (answer.refusal !== null) return refusedAfter(answer.changes, answer.refusal)
  const address = dossier.given.asked?.[channel]
  if (address === undefined) return refused('identity-code-stale')
  const proved = channel === 'sms' ? { phone: address } : { email: address }
  const after = withGiven(dossier, proved, stepOf(channel))
  const known = channel === 'sms' ? knownRefusal(facts, dossier) : null
  if (known === null) return decided([...answer.changes, put(after)], after)
  const told = refusedTaken(known, address, facts.taken, now)
  return refusedAfter(
    [...answer.changes, put(withGiven(dossier, { asked: {} }, null)), ...told.changes],
    told.answer,
  )
}

function knownRefusal({ byPhone, byNumber }: ContactProofFacts, { purpose, kind, accountId }: Dossier) {
  const isPerson = kind === 'person' && purpose !== 'appeal'
  return isPerson ? takenRefusal({ byPhone, byNumber }, accountId) : null
}
