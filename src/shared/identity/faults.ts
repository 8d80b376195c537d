import { isCreditCode, normalNumber } from '../identity-numbers/identity-numbers.ts'
import type {
  RaForeignEntity,
  RaPerson,
  RaPlace,
  RaRegistered,
  RaRepresentative,
} from '../ra-contract/identity-values.ts'
import { isWholeRegion, regionPath } from '../regions/regions.ts'
import { documentFault, documentNumber, isDay, isMinor, validityFault } from './documents.ts'
import type {
  AppealForm,
  DocumentForm,
  EntityForm,
  PersonForm,
  PlaceForm,
  RepresentativeForm,
} from './form.ts'
import type { DossierKind } from './kinds.ts'
import { isPersonName, plainName } from './names.ts'

/** What is wrong with a field. */
export type Fault =
  | 'missing'
  | 'hidden'
  | 'too-long'
  | 'name'
  | 'number-form'
  | 'number-birthday'
  | 'number-check'
  | 'too-young'
  | 'day'
  | 'not-yet'
  | 'over'
  | 'wrong-order'
  | 'credit-code'
  | 'english'
  | 'region'
  | 'postcode'
  | 'phone'
  | 'email'

/** The faults of a form by the name of the field; empty if there are none. */
export type Faults = Readonly<Partial<Record<string, Fault>>>

/** Characters that nobody sees, that change the order of reading, or that break the line. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

export const textFault = (text: string, most: number): Fault | null => {
  const plain = text.trim()
  if (plain === '') return 'missing'
  if (hidden.test(plain)) return 'hidden'
  return plain.length > most ? 'too-long' : null
}

const personNameFault = (typed: string): Fault | null =>
  textFault(typed, 100) ?? (isPersonName(typed) ? null : 'name')

const numberFault = ({ kind, number }: DocumentForm, today: string): Fault | null => {
  if (number.trim() === '') return 'missing'
  const fault = documentFault(kind, number, today)
  if (fault === 'form') return 'number-form'
  if (fault !== null) return fault === 'birthday' ? 'number-birthday' : 'number-check'
  return isMinor(kind, number, today) ? 'too-young' : null
}

const dayFault = (day: string): Fault | null => {
  if (day === '') return 'missing'
  return isDay(day) ? null : 'day'
}

/** A fault of the validity stands at the day that causes it. */
const validityFaults = ({ from, to, longTerm }: DocumentForm, today: string): Faults => {
  const days = only({ from: dayFault(from), to: longTerm ? null : dayFault(to) })
  if (Object.keys(days).length > 0) return days
  const fault = validityFault({ from, to: longTerm ? null : to }, today)
  if (fault === null) return {}
  return fault === 'not-yet' ? { from: fault } : { to: fault }
}

const only = (all: Readonly<Record<string, Fault | null>>): Faults =>
  Object.fromEntries(Object.entries(all).flatMap(([name, fault]) => (fault === null ? [] : [[name, fault]])))

export const isFaultless = (faults: Faults): boolean => Object.keys(faults).length === 0

export const documentFaults = (form: DocumentForm, today: string): Faults => ({
  ...only({ number: numberFault(form, today) }),
  ...validityFaults(form, today),
})

export const placeFaults = ({ region, address, postcode }: PlaceForm): Faults =>
  only({
    region: isWholeRegion(region) ? null : 'region',
    address: textFault(address, 300),
    postcode: postcode.trim() === '' ? 'missing' : postcodeFault(postcode),
  })

const postcodeFault = (typed: string): Fault | null =>
  /^(?!000000)[0-9]{6}$/.test(normalNumber(typed)) ? null : 'postcode'

export const personFaults = ({ name, document, place }: PersonForm, today: string): Faults => ({
  ...only({ name: personNameFault(name) }),
  ...documentFaults(document, today),
  ...placeFaults(place),
})

const representativeFaults = (form: RepresentativeForm, today: string): Faults => {
  const named = only({
    representative: personNameFault(form.name),
    nationality: countryFault(form.nationality),
  })
  return { ...named, ...documentFaults(form.document, today) }
}

const countryFault = (code: string): Fault | null => (/^[A-Z]{2}$/.test(code) ? null : 'missing')

const creditCodeFault = (typed: string): Fault | null => {
  if (typed.trim() === '') return 'missing'
  return isCreditCode(typed) ? null : 'credit-code'
}

const englishFault = (typed: string): Fault | null =>
  textFault(typed, 200) ?? (/^[\x20-\x7e]+$/.test(typed.trim()) ? null : 'english')

export const entityFaults = (form: EntityForm, kind: DossierKind, today: string): Faults => ({
  ...only(
    kind === 'entity-without-code'
      ? { country: countryFault(form.country), englishName: englishFault(form.englishName) }
      : { creditCode: creditCodeFault(form.creditCode) },
  ),
  ...only({ entityName: textFault(form.name, 200) }),
  ...representativeFaults(form.representative, today),
})

export const appealFaults = ({ name, number, text }: AppealForm): Faults =>
  only({ name: textFault(name, 200), number: textFault(number, 32), text: textFault(text, 1000) })

export const phoneFault = (typed: string): Fault | null => {
  if (typed.trim() === '') return 'missing'
  return /^1[3-9][0-9]{9}$/.test(plainPhone(typed)) ? null : 'phone'
}

export const emailFault = (typed: string): Fault | null => {
  const plain = plainEmail(typed)
  if (plain === '') return 'missing'
  return plain.length <= 254 &&
    /^[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(plain)
    ? null
    : 'email'
}

/** A phone number as the authority takes it: +86 and the separators go. */
export const plainPhone = (typed: string): string => normalNumber(typed).replace(/^(?:\+|00)86(?=1)/, '')
export const plainEmail = (typed: string): string => typed.normalize('NFKC').trim()

// What the authority gets. Called only for forms without faults.

const documentOf = ({ kind, number, from, to, longTerm }: DocumentForm) => ({
  kind,
  number: documentNumber(number),
  validity: { from, to: longTerm ? null : to },
})

export const placeOf = ({ region, address, postcode }: PlaceForm): RaPlace => {
  const [province, city, county] = regionPath(region).map(({ name }) => name)
  return {
    regionCode: region.padEnd(6, '0'),
    province: province ?? '',
    ...(city === undefined ? {} : { city }),
    ...(county === undefined ? {} : { county }),
    address: address.trim(),
    postcode: normalNumber(postcode),
  }
}

export const personOf = ({ name, document, place }: PersonForm): RaPerson => ({
  name: plainName(name),
  document: documentOf(document),
  place: placeOf(place),
})

const representativeOf = ({ name, nationality, document }: RepresentativeForm): RaRepresentative => ({
  name: plainName(name),
  nationality,
  document: documentOf(document),
})

export const registeredOf = ({ entityType, name, creditCode, representative }: EntityForm): RaRegistered => ({
  entityType,
  name: name.trim(),
  creditCode: normalNumber(creditCode),
  representative: representativeOf(representative),
})

export const foreignEntityOf = (form: EntityForm): RaForeignEntity => ({
  country: form.country,
  entityType: form.entityType,
  name: form.name.trim(),
  englishName: form.englishName.trim(),
  representative: representativeOf(form.representative),
})
