import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, nothing, type PdfValue, refKey } from '../pdf-structure/values.ts'
import { type Field, fieldsOf } from './form-fields.ts'
import { type Page, pagesOf } from './pages.ts'
import { type Sameness, samenessOf } from './sameness.ts'

/**
 * What kind of change a later part of the file made. `changed` is every change that no other kind allows: what the
 * rules do not know counts as altering.
 */
export type ChangeKind =
  | 'changed'
  | 'signed'
  | 'filled'
  | 'annotated'
  | 'structure'
  | 'properties'
  | 'validation-data'

export type Change = { readonly kind: ChangeKind; readonly where: string }

type State = {
  readonly file: PdfFile
  readonly fields: ReadonlyMap<string, Field>
  readonly pages: readonly Page[]
  /** How many fields hold the signature dictionary that stands at this place. */
  readonly holders: ReadonlyMap<number, number>
}

type Comparison = { readonly before: State; readonly after: State; readonly equality: Sameness }

const holdersOf = (file: PdfFile, fields: State['fields']): State['holders'] => {
  const holders = new Map<number, number>()
  for (const { type, dict, value } of fields.values()) {
    const held = type === 'Sig' && dict.entries.has('V') ? file.dict(value) : null
    if (held !== null) holders.set(held.start, (holders.get(held.start) ?? 0) + 1)
  }
  return holders
}

const stateOf = (file: PdfFile): State => {
  const fields = fieldsOf(file)
  return { file, fields, pages: pagesOf(file), holders: holdersOf(file, fields) }
}

const comparisonOf = (before: State, after: State): Comparison => {
  const places = ({ pages }: State) => new Map(pages.map(({ ref }, i) => [refKey(ref), i]))
  const [pagesBefore, pagesAfter] = [places(before), places(after)]
  const equality = samenessOf(before.file, after.file, (one, other) => {
    const [left, right] = [refKey(one), refKey(other)]
    const page = pagesBefore.get(left)
    if (page !== undefined) return page === pagesAfter.get(right)
    return left === right && before.fields.has(left) && after.fields.has(right)
  })
  return { before, after, equality }
}

const change = (kind: ChangeKind, where: string): Change => ({ kind, where })

const pageKinds = new Map<string, ChangeKind>([
  ['LastModified', 'properties'],
  ['PieceInfo', 'properties'],
  ['Metadata', 'properties'],
  ['StructParents', 'structure'],
  ['Tabs', 'structure'],
])

/**
 * A new signature counts as one only if it is there and no other field has it: an empty field, or one that borrows a
 * signature, could cover the page with anything.
 */
const isNewlySigned = ({ type, value }: Field, { before, after }: Comparison): boolean => {
  const dict = type === 'Sig' ? after.file.dict(value) : null
  return dict !== null && after.holders.get(dict.start) === 1 && !before.holders.has(dict.start)
}

/** Annotations by their references; those that are part of the dictionary cannot be told apart. */
const annotationsOf = (page: Page, file: PdfFile): readonly PdfValue[] =>
  file.array(page.entries.get('Annots') ?? nothing)?.items ?? []

const keyOf = (value: PdfValue, i: number): string => (value.kind === 'ref' ? refKey(value) : `direct ${i}`)

const annotationChanges = (one: Page, other: Page, comparison: Comparison): readonly Change[] => {
  const { before, after, equality } = comparison
  const keyed = (page: Page, file: PdfFile) =>
    new Map(annotationsOf(page, file).map((value, i) => [keyOf(value, i), value]))
  const [had, has] = [keyed(one, before.file), keyed(other, after.file)]
  const found: Change[] = []
  for (const [key, value] of has) {
    const earlier = had.get(key)
    const field = after.fields.get(key)
    if (earlier !== undefined) {
      if (!equality.same(earlier, value)) found.push(change('annotated', key))
    } else if (field === undefined || !isNewlySigned(field, comparison)) found.push(change('annotated', key))
  }
  for (const key of had.keys()) if (!has.has(key)) found.push(change('annotated', key))
  const common = (keys: Iterable<string>, others: ReadonlyMap<string, PdfValue>) =>
    [...keys].filter((key) => others.has(key)).join()
  if (common(had.keys(), has) !== common(has.keys(), had)) found.push(change('annotated', 'Annots'))
  return found
}

const pageChanges = (comparison: Comparison): readonly Change[] => {
  const { before, after, equality } = comparison
  if (before.pages.length !== after.pages.length) return [change('changed', 'Pages')]
  return before.pages.flatMap((page, i) => {
    const other = after.pages[i]
    if (other === undefined) return [change('changed', 'Pages')]
    const rest = ({ entries }: Page) =>
      new Map([...entries].filter(([name]) => name !== 'Parent' && name !== 'Annots'))
    const differing = equality.differing(rest(page), rest(other))
    return [
      ...differing.map((name) => change(pageKinds.get(name) ?? 'changed', `Page ${i + 1} ${name}`)),
      ...annotationChanges(page, other, comparison).map(({ kind, where }) =>
        change(kind, `Page ${i + 1} ${where}`),
      ),
    ]
  })
}

const valueEntries: ReadonlySet<string> = new Set(['V', 'AP', 'AS', 'I', 'M', 'RV'])
const signingEntries: ReadonlySet<string> = new Set(['V', 'AP', 'M', 'F', 'MK'])

const fieldKind = (name: string, earlier: Field, later: Field, comparison: Comparison): ChangeKind => {
  const { before } = comparison
  if (earlier.type !== 'Sig') return valueEntries.has(name) ? 'filled' : 'changed'
  const newlySigned = before.file.dict(earlier.value) === null && isNewlySigned(later, comparison)
  return newlySigned && signingEntries.has(name) ? 'signed' : 'changed'
}

const fieldChanges = (comparison: Comparison): readonly Change[] => {
  const { before, after, equality } = comparison
  const old = [...before.fields].flatMap(([key, field]): readonly Change[] => {
    const later = after.fields.get(key)
    if (later === undefined || later.type !== field.type) return [change('changed', field.name)]
    const rest = ({ dict }: Field) =>
      new Map([...dict.entries].filter(([name]) => !['Parent', 'P', 'Kids'].includes(name)))
    const moved = !equality.same(entry(field.dict, 'P'), entry(later.dict, 'P'))
    return [
      ...(moved ? [change('changed', field.name)] : []),
      ...equality
        .differing(rest(field), rest(later))
        .map((name) => change(fieldKind(name, field, later, comparison), field.name)),
    ]
  })
  const fresh = [...after.fields].filter(([key]) => !before.fields.has(key))
  return [
    ...old,
    ...fresh.map(([, field]) =>
      change(isNewlySigned(field, comparison) ? 'signed' : 'annotated', field.name),
    ),
  ]
}

/** Whether everything that was there is there unchanged: fonts may come along for new signatures. */
const onlyGrew = (before: PdfValue, after: PdfValue, comparison: Comparison, depth = 0): boolean => {
  const [one, other] = [comparison.before.file.dict(before), comparison.after.file.dict(after)]
  if (one === null && before.kind === 'null') return true
  if (one === null || other === null || depth > 2) return comparison.equality.same(before, after)
  return [...one.entries].every(([name, value]) =>
    onlyGrew(value, other.entries.get(name) ?? nothing, comparison, depth + 1),
  )
}

const formChanges = (comparison: Comparison): readonly Change[] => {
  const { before, after, equality } = comparison
  const [one, other] = [before.file, after.file].map((file) => file.dict(entry(file.catalog, 'AcroForm')))
  const skipped = new Set(['Fields', 'SigFlags', 'DR'])
  const rest = (form: typeof one) =>
    new Map([...(form?.entries ?? [])].filter(([name]) => !skipped.has(name)))
  const hadForm = one !== null && one !== undefined
  const differing = hadForm ? equality.differing(rest(one), rest(other)) : []
  const resources = [one, other].map((form) => form?.entries.get('DR') ?? nothing)
  const grew = onlyGrew(resources[0] ?? nothing, resources[1] ?? nothing, comparison)
  return [
    ...differing.map((name) => change(name === 'NeedAppearances' ? 'filled' : 'changed', `AcroForm ${name}`)),
    ...(grew ? [] : [change('changed', 'AcroForm DR')]),
    ...fieldChanges(comparison),
  ]
}

const ownKinds = new Map<string, ChangeKind>([
  ['DSS', 'validation-data'],
  ['Extensions', 'validation-data'],
  ['Metadata', 'properties'],
  ['Version', 'properties'],
  ['StructTreeRoot', 'structure'],
  ['MarkInfo', 'structure'],
  ['Lang', 'structure'],
])

/** Permissions that a later signature brought along bind that one; those that were there must stay. */
const permsKind = ({ before, after }: Comparison): ChangeKind => {
  const had = before.file.dict(entry(before.file.catalog, 'Perms'))
  return had === null && after.fields.size > before.fields.size ? 'signed' : 'changed'
}

const catalogChanges = (comparison: Comparison): readonly Change[] => {
  const { before, after, equality } = comparison
  const rest = ({ file }: State) =>
    new Map([...file.catalog.entries].filter(([name]) => name !== 'AcroForm' && name !== 'Pages'))
  const own = equality
    .differing(rest(before), rest(after))
    .map((name) => change(name === 'Perms' ? permsKind(comparison) : (ownKinds.get(name) ?? 'changed'), name))
  const info = equality.same(entry(before.file.trailer, 'Info'), entry(after.file.trailer, 'Info'))
  return [...own, ...(info ? [] : [change('properties', 'Info')])]
}

/** Everything that differs between the document as signed and the document as it is. */
export const changesBetween = (signed: PdfFile, present: PdfFile): readonly Change[] => {
  const comparison = comparisonOf(stateOf(signed), stateOf(present))
  return [...catalogChanges(comparison), ...pageChanges(comparison), ...formChanges(comparison)]
}
