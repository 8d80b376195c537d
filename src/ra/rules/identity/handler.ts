import { sameName } from '../../../shared/identity/names.ts'
import { maskName } from '../../../shared/masking/mask.ts'
import type { RaPractitioner } from '../../../shared/ra-contract/identity-operator.ts'
import type { RaPerson } from '../../../shared/ra-contract/identity-values.ts'
import type { Account, Attempts, Code } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { type Decision, decided, refused, refusedAfter, refusedBy } from '../decision.ts'
import { answerCode, type Sending, type SendingFacts, sendingOf } from './codes.ts'
import { type AskedHandler, type Dossier, type GivenHandler, put, stepRefusal, withGiven } from './dossier.ts'
import { refusedTaken, takenRefusal } from './taken.ts'
import { personRefusal, plainPerson } from './values.ts'

export type HandlerAsking = Sending & {
  readonly dossierId: string
  readonly handler:
    | { readonly how: 'registered'; readonly login: string }
    | { readonly how: 'new'; readonly phone: string }
}

/** Sends the handler a code. Nobody learns whether there is such a person: who is not known gets none. */
export function askHandler(
  facts: SendingFacts & {
    readonly dossier: Dossier | null
    /** The person who logs in so, if he is complete and not closed. */
    readonly person: Account | null
  },
  asking: HandlerAsking,
): Decision<Dossier> {
  const { dossier, person } = facts
  const { handler, now } = asking
  const refusal = stepRefusal(dossier, 'handler', now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const to = handler.how === 'new' ? handler.phone : (person?.phone ?? null)
  const sending = sendingOf(facts, asking, to)
  if (sending.refusal !== null) return refusedAfter(sending.changes, sending.refusal)
  const asked: AskedHandler =
    handler.how === 'new'
      ? handler
      : { how: 'registered', personId: to === null ? null : (person?.id ?? null) }
  const after = withGiven(dossier, { asked: { ...dossier.given.asked, handler: asked } }, null)
  return decided([...sending.changes, put(after)], after)
}

export type HandlerBinding = {
  readonly dossierId: string
  readonly codeHash: string
  /** Of one who is registered on the spot. */
  readonly fresh: { readonly person: RaPerson; readonly passwordHash: string } | null
  readonly now: number
}

/** What stands against a person as the handler of an agency. */
export type HandlerFacts = {
  /** Agencies that he is a handler of. */
  readonly agencies: readonly Pick<Account, 'id' | 'applicantName'>[]
  /** His line in the list of practitioners of this agency. */
  readonly practitioner: RaPractitioner | null
}

export type HandlerBindingFacts = HandlerFacts & {
  readonly dossier: Dossier | null
  readonly code: Code | null
  readonly person: Account | null
  /** Who has the document and the phone of a new one. */
  readonly byNumber: Account | null
  readonly byPhone: Account | null
  readonly taken: Attempts
}

/** The handler has given the code back, so he agrees. */
export function bindHandler(facts: HandlerBindingFacts, binding: HandlerBinding): Decision<Dossier> {
  const { dossier, code } = facts
  const { now } = binding
  const refusal = stepRefusal(dossier, 'handler', now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const asked = dossier.given.asked?.handler
  if (asked === undefined) return refused('identity-code-stale')
  const early = asked.how === 'new' ? freshRefusal(binding, now) : null
  if (early !== null) return refusedBy(early)
  const answer = answerCode(code, binding)
  if (answer.refusal !== null) return refusedAfter(answer.changes, answer.refusal)
  const handler = handlerOf(asked, facts, binding)
  if (handler === null) return refused('identity-code-stale')
  const known = asked.how === 'new' ? takenRefusal(facts, null) : null
  if (known !== null && asked.how === 'new') {
    const told = refusedTaken(known, asked.phone, facts.taken, now)
    return refusedAfter([...answer.changes, ...told.changes], told.answer)
  }
  const unfit = handlerRefusal(dossier, nameOf(handler), facts)
  if (unfit !== null) return refusedAfter(answer.changes, unfit)
  const after = withGiven(dossier, { handler }, 'handler')
  return decided([...answer.changes, put(after)], after)
}

function freshRefusal({ fresh }: HandlerBinding, now: number): Refusal | null {
  if (fresh === null) return new Refusal('application-missing', { field: 'person' })
  return personRefusal(plainPerson(fresh.person), 'person', now)
}

function handlerOf(
  asked: AskedHandler,
  { person }: HandlerBindingFacts,
  { fresh }: HandlerBinding,
): GivenHandler | null {
  if (asked.how === 'new') {
    return fresh === null
      ? null
      : {
          how: 'new',
          phone: asked.phone,
          person: plainPerson(fresh.person),
          passwordHash: fresh.passwordHash,
        }
  }
  if (person === null || person.id !== asked.personId) return null
  return { how: 'registered', personId: person.id, name: person.applicantName, phone: person.phone ?? '' }
}

function nameOf(handler: GivenHandler): string {
  return handler.how === 'new' ? handler.person.name : handler.name
}

/** An agency's handler is on its list of practitioners and is the handler of no other agency. */
export function handlerRefusal(
  { kind, accountId }: Pick<Dossier, 'kind' | 'accountId'>,
  name: string,
  { agencies, practitioner }: HandlerFacts,
): Refusal | null {
  if (kind !== 'agency') return null
  const other = agencies.find(({ id }) => id !== accountId)
  if (other !== undefined) return new Refusal('handler-elsewhere', { agency: maskName(other.applicantName) })
  return practitioner !== null && sameName(practitioner.name, name)
    ? null
    : new Refusal('handler-not-practitioner')
}
