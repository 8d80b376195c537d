import { type ElectronicSeal, PkiError, parseSeal } from '../../pki/index.ts'
import type { Box } from '../../shared/documents/drawing.ts'
import { readSignatureFile, type SignatureFile } from '../ofd-verification/signature-file.ts'
import type { OfdDocument } from '../ofd-verification/signature-list.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { readSignedValue } from '../signed-value/signed-value.ts'
import { limits } from './budget.ts'
import { boxIn } from './numbers.ts'

export type ReadStamp = { readonly page: string; readonly box: Box; readonly clip: Box | null }

/** A signature as far as pages show it. Nothing is verified here. */
export type ReadSignature = {
  readonly id: string
  /** The files that its list names. */
  readonly names: ReadonlySet<string>
  readonly stamps: readonly ReadStamp[]
  /** The seal in its value, or else in the file beside it; null if there is none. Read when it is asked for. */
  readonly seal: () => ElectronicSeal | null
}

const stampOf = ({ page, boundary, clip }: SignatureFile['stamps'][number]): ReadStamp[] => {
  const box = boxIn(boundary)
  if (box === null || box.width === 0 || box.height === 0) return []
  const part = clip === null || clip.trim() === '' ? null : boxIn(clip)
  return [{ page, box, clip: part }]
}

const small = (name: string | null | undefined, { read, sizeOf }: Package): Uint8Array | null =>
  name == null || (sizeOf(name) ?? 0) > limits.sealBytes ? null : read(name)

const sealIn = (file: SignatureFile, pack: Package): ElectronicSeal | null => {
  try {
    const value = small(file.signedValue, pack)
    const read = value === null ? null : readSignedValue(value)
    if (read?.form === 'seal') return read.value.seal
    const beside = small(file.seal, pack)
    return beside === null ? null : parseSeal(beside)
  } catch (error) {
    if (error instanceof PkiError || error instanceof RefusedFile) return null
    throw error
  }
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const readOne = (id: string, name: string, pack: Package): ReadSignature | null => {
  try {
    const file = readSignatureFile(name, pack)
    return {
      id,
      names: new Set([name, ...file.references.flatMap((reference) => reference.file ?? [])]),
      stamps: file.stamps.flatMap(stampOf),
      seal: once(() => sealIn(file, pack)),
    }
  } catch (error) {
    if (error instanceof RefusedFile) return null
    throw error
  }
}

/** The signatures of a document that can be read; each file is read once, however often the list names it. */
export const readSignatures = ({ list }: OfdDocument, pack: Package): readonly ReadSignature[] => {
  let room: number = limits.signatureBytes
  const seen = new Set<string>()
  return (list?.entries ?? []).flatMap(({ id, file }) => {
    const size = file === null ? 0 : (pack.sizeOf(file) ?? 0)
    if (file === null || seen.has(file) || size > room) return []
    room -= size
    seen.add(file)
    return readOne(id, file, pack) ?? []
  })
}
