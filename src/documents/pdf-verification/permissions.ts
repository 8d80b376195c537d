import { type Reason, type ReasonCode, reason } from '../../shared/documents/reasons.ts'
import type { AddedAfter } from '../../shared/documents/verdict.ts'
import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict, type PdfValue } from '../pdf-structure/values.ts'
import type { Change, ChangeKind } from './changes.ts'
import { nameIn, textIn } from './form-fields.ts'

/** What the signer permits after the signature (ISO 32000-1, 12.8.2). */
export type Permissions = {
  /** 1: nothing. 2: filling in and signing. 3: annotations too. null: nothing is said. */
  readonly level: 1 | 2 | 3 | null
  readonly isLocked: (field: string) => boolean
}

const levelIn = (parameters: PdfDict | null, file: PdfFile): 1 | 2 | 3 => {
  const value = parameters === null ? null : file.resolve(entry(parameters, 'P'))
  if (value?.kind !== 'number') return 2
  return value.value === 1 ? 1 : value.value === 3 ? 3 : 2
}

const lockIn = (parameters: PdfDict | null, file: PdfFile): ((field: string) => boolean) => {
  const action = parameters === null ? '' : nameIn(file.resolve(entry(parameters, 'Action')))
  const list: readonly PdfValue[] =
    parameters === null ? [] : (file.array(entry(parameters, 'Fields'))?.items ?? [])
  const names = list.map((item) => textIn(file.resolve(item)))
  const named = (field: string) => names.some((name) => field === name || field.startsWith(`${name}.`))
  if (action === 'Include') return named
  return action === 'Exclude' ? (field) => !named(field) : () => action === 'All'
}

export const permissionsOf = (signature: PdfDict, file: PdfFile): Permissions => {
  const references = file.array(entry(signature, 'Reference'))?.items ?? []
  let level: Permissions['level'] = null
  const locks: ((field: string) => boolean)[] = []
  for (const item of references) {
    const dict = file.dict(item)
    if (dict === null) continue
    const method = nameIn(file.resolve(entry(dict, 'TransformMethod')))
    const parameters = file.dict(entry(dict, 'TransformParams'))
    if (method === 'DocMDP') level = levelIn(parameters, file)
    if (method === 'FieldMDP') locks.push(lockIn(parameters, file))
  }
  return { level, isLocked: (field) => locks.some((lock) => lock(field)) }
}

const codeOf = ({ kind, where }: Change, { level, isLocked }: Permissions): ReasonCode => {
  switch (kind) {
    case 'changed':
      return 'changed-after'
    case 'signed':
      return level === 1 ? 'forbidden-after' : 'signed-after'
    case 'filled':
      if (level === 1 || isLocked(where)) return 'forbidden-after'
      return level === null ? 'filled-after' : 'permitted-after'
    case 'annotated':
      return level === 1 || level === 2 ? 'forbidden-after' : 'annotated-after'
    case 'structure':
      return 'structure-after'
    case 'properties':
      return 'properties-after'
    case 'validation-data':
      return 'validation-data-after'
  }
}

const visibleKinds: ReadonlySet<ChangeKind> = new Set(['changed', 'filled', 'annotated', 'structure'])

export const judgeChanges = (
  changes: readonly Change[],
  permissions: Permissions,
): { readonly addedAfter: AddedAfter; readonly reasons: readonly Reason[] } => {
  if (changes.length === 0) return { addedAfter: { state: 'nothing' }, reasons: [] }
  const byCode = new Map<ReasonCode, Set<string>>()
  for (const one of changes) {
    const code = codeOf(one, permissions)
    byCode.set(code, (byCode.get(code) ?? new Set()).add(one.where))
  }
  const reasons = [...byCode].map(([code, where]) => reason(code, [...where]))
  const isVisible = changes.some(({ kind }) => visibleKinds.has(kind))
  const what = [...new Set(changes.map(({ where }) => where))].slice(0, 100)
  return { addedAfter: { state: isVisible ? 'visible' : 'harmless', what }, reasons }
}
