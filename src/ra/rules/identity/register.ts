import { documentNumber } from '../../../shared/identity/documents.ts'
import { sameName } from '../../../shared/identity/names.ts'
import { isCreditCode, normalNumber } from '../../../shared/identity-numbers/identity-numbers.ts'
import type { RaPractitioner, RaRegisterEntry } from '../../../shared/ra-contract/identity-operator.ts'
import type { RaRegistered } from '../../../shared/ra-contract/identity-values.ts'
import type { Account } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused, refusedAfter, refusedBy } from '../decision.ts'
import { acceptRight, countWrong, type Guess, type TriesFacts } from '../tries.ts'
import { type Dossier, put, stepRefusal, withGiven } from './dossier.ts'
import { takenRefusal } from './taken.ts'
import { plainRegistered, registeredRefusal } from './values.ts'

export type RegisterCheck = {
  readonly dossierId: string
  readonly registered: RaRegistered
  /** Under the credit code, from this network. */
  readonly guess: Guess
  readonly now: number
}

export type RegisterFacts = {
  readonly dossier: Dossier | null
  readonly entry: RaRegisterEntry | null
  readonly account: Account | null
  readonly byNumber: Account | null
  readonly tries: TriesFacts
}

/**
 * 法人信息验证, 代理机构信息验证. The number of the representative is in no public register, so wrong answers are counted
 * as wrong passwords are, and it is not told which of them is wrong.
 */
export function checkRegister(facts: RegisterFacts, check: RegisterCheck): Decision<Dossier> {
  const { dossier, entry, byNumber, account } = facts
  const { now, guess } = check
  const registered = plainRegistered(check.registered)
  const refusal = stepRefusal(dossier, 'register', now) ?? registeredRefusal(registered, now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  const isRight =
    entry !== null && agrees(entry, registered, dossier) && isOwnCode(dossier, account, registered)
  if (!isRight) return wrong(facts, dossier, guess)
  const right = acceptRight(facts.tries, guess)
  if (right.answer instanceof Refusal) return refusedAfter(right.changes, right.answer)
  const known = takenRefusal({ byNumber, byPhone: null }, dossier.accountId)
  if (known !== null) return refusedAfter(right.changes, known)
  const after = withGiven(dossier, { registered }, 'register')
  return decided(
    [
      ...right.changes,
      put(after),
      audit(now, 'applicant', 'register agreed', `${dossier.number} ${registered.creditCode}`),
    ],
    after,
  )
}

function wrong({ tries }: RegisterFacts, { kind }: Dossier, guess: Guess): Decision<Dossier> {
  const counted = countWrong(tries, guess)
  if (counted.answer instanceof Refusal) return refusedAfter(counted.changes, counted.answer)
  const triesLeft = counted.answer
  const refusal =
    kind === 'agency'
      ? new Refusal('agency-not-on-record', { triesLeft })
      : new Refusal('register-differs', { triesLeft })
  return refusedAfter(counted.changes, refusal)
}

function agrees(entry: RaRegisterEntry, registered: RaRegistered, { kind }: Dossier): boolean {
  const { representative } = registered
  return (
    (kind !== 'agency' || entry.agency) &&
    sameName(entry.name, registered.name) &&
    entry.entityType === registered.entityType &&
    sameName(entry.representativeName, representative.name) &&
    documentNumber(entry.representativeNumber) === representative.document.number
  )
}

/** An entity becomes an agency under its own code. */
function isOwnCode({ purpose }: Dossier, account: Account | null, { creditCode }: RaRegistered): boolean {
  return purpose !== 'agency-change' || account?.idNumber === creditCode
}

export type Imported = { readonly added: number; readonly changed: number; readonly same: number }

type Import<T> = { readonly rows: readonly T[]; readonly operator: string; readonly now: number }
export type RegisterImport = Import<RaRegisterEntry>
export type PractitionerImport = Import<RaPractitioner>

/** `before`: what was known of each row, in the same order. */
export function importRegister(
  { before }: { readonly before: readonly (RaRegisterEntry | null)[] },
  { rows, operator, now }: RegisterImport,
): Decision<Imported> {
  const plain = rows.map((row) => ({ ...row, creditCode: normalNumber(row.creditCode) }))
  const bad = plain.find((row) => !isCreditCode(row.creditCode))
  if (bad !== undefined) return refused('credit-code-wrong', { field: bad.creditCode })
  return imported(
    plain.map((entry, i) => ({
      change: { kind: 'put-register-entry', entry },
      row: entry,
      before: before[i] ?? null,
    })),
    audit(now, operator, 'register imported', String(rows.length)),
  )
}

export function importPractitioners(
  { before }: { readonly before: readonly (RaPractitioner | null)[] },
  { rows, operator, now }: PractitionerImport,
): Decision<Imported> {
  const plain = rows.map((row) => ({
    ...row,
    number: documentNumber(row.number),
    agencyCode: normalNumber(row.agencyCode),
  }))
  return imported(
    plain.map((practitioner, i) => ({
      change: { kind: 'put-practitioner', practitioner },
      row: practitioner,
      before: before[i] ?? null,
    })),
    audit(now, operator, 'practitioners imported', String(rows.length)),
  )
}

type Line = { readonly change: Change; readonly row: object; readonly before: object | null }

function imported(lines: readonly Line[], done: Change): Decision<Imported> {
  const added = lines.filter(({ before }) => before === null)
  const same = lines.filter(({ before, row }) => before !== null && written(before) === written(row))
  return decided([...lines.map(({ change }) => change), done], {
    added: added.length,
    same: same.length,
    changed: lines.length - added.length - same.length,
  })
}

function written(row: object): string {
  return JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
