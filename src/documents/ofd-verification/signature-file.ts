import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, readTree, textOf } from '../xml/tree.ts'
import { type DigestMethod, methodOf } from './digests.ts'
import { resolved } from './paths.ts'

/** One StampAnnot, as written. */
export type StampAnnot = {
  readonly id: string
  readonly page: string
  readonly boundary: string
  readonly clip: string | null
}

/** What a Signature.xml says. Paths are names in the package; null names no file there. */
export type SignatureFile = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly method: DigestMethod
  readonly references: readonly {
    readonly path: string
    readonly file: string | null
    readonly value: string
  }[]
  readonly statedTime: string | null
  /** The path of the seal's file; undefined if the file names none. */
  readonly seal: string | null | undefined
  readonly signedValue: string | null
  /** Where it is shown. The numbers of stamps share a counter with those of signatures. */
  readonly stamps: readonly StampAnnot[]
}

const mostReferences = 20_000

const stampOf = ({ attributes }: Element): StampAnnot => ({
  id: attributes.get('ID') ?? '',
  page: attributes.get('PageRef') ?? '',
  boundary: attributes.get('Boundary') ?? '',
  clip: attributes.get('Clip') ?? null,
})

/** Reads it by names of elements, never by their places, because makers order them differently. */
export const readSignatureFile = (name: string, { read, names }: Package): SignatureFile => {
  const bytes = read(name)
  if (bytes === null) throw new RefusedFile('signature-unreadable', [name])
  const root = readTree(bytes)
  const info = childOf(root, 'SignedInfo')
  const list = info === null ? null : childOf(info, 'References')
  if (root.name !== 'Signature' || info === null || list === null)
    throw new RefusedFile('signature-unreadable', [name])
  const entries = childrenOf(list, 'Reference')
  if (entries.length > mostReferences) throw new RefusedFile('limits-exceeded', [name])
  const find = (path: string) => resolved(path, name, names)
  const seal = childOf(info, 'Seal')
  const value = textOf(root, 'SignedValue')
  return {
    name,
    bytes,
    method: methodOf(list.attributes.get('CheckMethod')),
    references: entries.map((entry) => {
      const path = entry.attributes.get('FileRef') ?? ''
      return { path, file: find(path), value: textOf(entry, 'CheckValue') ?? '' }
    }),
    statedTime: textOf(info, 'SignatureDateTime'),
    seal: seal === null ? undefined : find(textOf(seal, 'BaseLoc') ?? ''),
    signedValue: value === null ? null : find(value),
    stamps: childrenOf(info, 'StampAnnot').map(stampOf),
  }
}
