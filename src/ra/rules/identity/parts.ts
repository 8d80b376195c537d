import { assertNever } from '../../../shared/assert-never.ts'
import type { DossierStep } from '../../../shared/identity/kinds.ts'
import type {
  RaAppeal,
  RaForeignEntity,
  RaPerson,
  RaPlace,
} from '../../../shared/ra-contract/identity-values.ts'
import type { Account, Attempts } from '../../records.ts'
import type { Refusal } from '../../refusal.ts'
import { type Decision, decided, refused, refusedBy } from '../decision.ts'
import { type Dossier, type Given, put, stepRefusal, withGiven } from './dossier.ts'
import { refusedTaken, takenRefusal } from './taken.ts'
import { personRefusal, plainEntity, plainPerson } from './values.ts'

/** A part that is only checked and kept. */
export type Part =
  | { readonly step: 'person'; readonly person: RaPerson }
  | { readonly step: 'entity'; readonly entity: RaForeignEntity }
  | { readonly step: 'details'; readonly place: RaPlace }
  | { readonly step: 'appeal'; readonly appeal: RaAppeal }

export type PartPutting = { readonly dossierId: string; readonly part: Part; readonly now: number }

export type PartFacts = {
  readonly dossier: Dossier | null
  /** The account of the document, also a closed one. */
  readonly byNumber: Account | null
  readonly taken: Attempts
}

/** The number by which an account of this person would be found. */
export function numberOf(part: Part): string | null {
  return part.step === 'person' ? plainPerson(part.person).document.number : null
}

/** Until the phone is proved, the answer is the same whether the document is known or not. */
export function putPart(
  { dossier, byNumber, taken }: PartFacts,
  { part, now }: PartPutting,
): Decision<Dossier> {
  const refusal = stepRefusal(dossier, part.step, now) ?? valueRefusal(part, now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const { phone } = dossier.given
  const known = phone === undefined ? null : takenRefusal({ byNumber, byPhone: null }, dossier.accountId)
  if (known !== null && phone !== undefined) return refusedTaken(known, phone, taken, now)
  const after = withGiven(dossier, givenBy(part), part.step)
  return decided([put(after)], after)
}

function valueRefusal(part: Part, now: number): Refusal | null {
  switch (part.step) {
    case 'person':
      return personRefusal(plainPerson(part.person), 'person', now)
    case 'entity':
      return personRefusal(plainEntity(part.entity).representative, 'entity.representative', now)
    case 'details':
    case 'appeal':
      return null
    default:
      return assertNever(part)
  }
}

function givenBy(part: Part): Partial<Given> {
  switch (part.step) {
    case 'person':
      return { person: plainPerson(part.person) }
    case 'entity':
      return { entity: plainEntity(part.entity) }
    case 'details':
      return { place: part.place }
    case 'appeal':
      return { appeal: part.appeal }
    default:
      return assertNever(part)
  }
}

/** Parts that operators may send back. */
export function isCorrectable(dossier: Dossier, steps: readonly DossierStep[]): boolean {
  return steps.every((step) => stepRefusal({ ...dossier, state: 'open' }, step, dossier.openedAt) === null)
}
