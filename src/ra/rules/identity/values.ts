import {
  adultAge,
  documentFault,
  documentNumber,
  isMinor,
  validityFault,
} from '../../../shared/identity/documents.ts'
import { isPersonName, plainName } from '../../../shared/identity/names.ts'
import { passwordFault } from '../../../shared/identity/passwords.ts'
import { isCreditCode, normalNumber } from '../../../shared/identity-numbers/identity-numbers.ts'
import type {
  RaDocument,
  RaForeignEntity,
  RaPerson,
  RaRegistered,
  RaRepresentative,
} from '../../../shared/ra-contract/identity-values.ts'
import { Refusal } from '../../refusal.ts'
import { chineseDay } from '../calendar.ts'

/** The form in which what was typed is stored and compared. */
export function plainPerson(person: RaPerson): RaPerson {
  return { ...person, name: plainName(person.name), document: plainDocument(person.document) }
}

export function plainRegistered(registered: RaRegistered): RaRegistered {
  return {
    ...registered,
    name: plainName(registered.name),
    creditCode: normalNumber(registered.creditCode),
    representative: plainRepresentative(registered.representative),
  }
}

export function plainEntity(entity: RaForeignEntity): RaForeignEntity {
  return {
    ...entity,
    name: plainName(entity.name),
    englishName: plainName(entity.englishName),
    representative: plainRepresentative(entity.representative),
  }
}

function plainRepresentative(one: RaRepresentative): RaRepresentative {
  return { ...one, name: plainName(one.name), document: plainDocument(one.document) }
}

function plainDocument(document: RaDocument): RaDocument {
  return { ...document, number: documentNumber(document.number) }
}

/** What is wrong with a name and a document; `field` says where it was typed. */
export function personRefusal(
  { name, document }: Pick<RaPerson, 'name' | 'document'>,
  field: string,
  now: number,
): Refusal | null {
  const today = chineseDay(now)
  const { kind, number, validity } = document
  if (!isPersonName(name)) return new Refusal('name-unfit', { field: `${field}.name` })
  if (documentFault(kind, number, today) !== null) {
    return new Refusal('document-number-wrong', { field: `${field}.document.number` })
  }
  if (isMinor(kind, number, today)) {
    return new Refusal('person-too-young', { age: adultAge, field: `${field}.document.number` })
  }
  return validityFault(validity, today) === null
    ? null
    : new Refusal('document-expired', { field: `${field}.document.validity` })
}

export function registeredRefusal(registered: RaRegistered, now: number): Refusal | null {
  if (!isCreditCode(registered.creditCode)) {
    return new Refusal('credit-code-wrong', { field: 'registered.creditCode' })
  }
  return personRefusal(registered.representative, 'registered.representative', now)
}

export function newPasswordRefusal(
  password: string,
  known: readonly (string | null | undefined)[],
): Refusal | null {
  const fault = passwordFault(
    password,
    known.filter((one) => typeof one === 'string'),
  )
  return fault === null ? null : new Refusal('password-unfit', { fault })
}
