import { knownRoots, type Trust } from '../../documents/index.ts'
import {
  type Certificate,
  type Crl,
  PkiError,
  parseCertificate,
  parseCrl,
  pemBlocks,
} from '../../pki/index.ts'
import { NotAFile, readWhole } from './verify-file.ts'

/** Files that the person names: what may be relied on besides the roots that the product knows. */
export type TrustFiles = {
  readonly roots: readonly string[]
  readonly certificates: readonly string[]
  readonly crls: readonly string[]
}

/** A file that was named and cannot be used. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
  readonly path: string

  constructor(path: string) {
    super(path)
    this.path = path
  }
}

/** The structures of a file: several in PEM, or one. */
const structuresIn = (bytes: Uint8Array): readonly Uint8Array[] => {
  if (bytes[0] === 0x30) return [bytes]
  const blocks = pemBlocks(Buffer.from(bytes).toString('latin1'))
  return blocks.length > 0 ? blocks.map((block) => block.bytes) : [bytes]
}

const readAll = <T>(paths: readonly string[], parse: (bytes: Uint8Array) => T): readonly T[] =>
  paths.flatMap((path) => {
    try {
      const bytes = readWhole(path)
      if (bytes === null) throw new UnusableFile(path)
      return structuresIn(bytes).map(parse)
    } catch (error) {
      if (
        error instanceof PkiError ||
        error instanceof NotAFile ||
        (error instanceof Error && 'syscall' in error)
      )
        throw new UnusableFile(path)
      throw error
    }
  })

const certificatesIn = (paths: readonly string[]): readonly Certificate[] => readAll(paths, parseCertificate)
const crlsIn = (paths: readonly string[]): readonly Crl[] => readAll(paths, parseCrl)

/** The known roots and what the files hold. */
export const trustFrom = ({ roots, certificates, crls }: TrustFiles, now: Date): Trust => ({
  roots: [...knownRoots(), ...certificatesIn(roots)],
  certificates: certificatesIn(certificates),
  crls: crlsIn(crls),
  now,
})
