import type { Trust } from '../../documents/index.ts'
import { PkiError, parseCertificate, parseCrl, pemBlocks } from '../../pki/index.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import { wholeOf, withSource } from './file-work/source.ts'

/** Files that the person names: what may be relied on besides what the assistant itself does. */
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

const largest = 256 * 1024 * 1024

/** The whole of a file that was named. */
export const namedFile = async (path: string): Promise<Uint8Array> => {
  try {
    return await withSource(path, (source) => wholeOf(source, largest))
  } catch (error) {
    if (isAssistantError(error) || (error instanceof Error && 'syscall' in error))
      throw new UnusableFile(path)
    throw error
  }
}

const readAll = async <T>(
  paths: readonly string[],
  parse: (bytes: Uint8Array) => T,
): Promise<readonly T[]> => {
  const all = await Promise.all(
    paths.map(async (path) => {
      const bytes = await namedFile(path)
      try {
        return structuresIn(bytes).map(parse)
      } catch (error) {
        if (error instanceof PkiError) throw new UnusableFile(path)
        throw error
      }
    }),
  )
  return all.flat()
}

/** What is relied on anyway, and what the files hold. */
export const trustFrom = async (
  { roots, certificates, crls }: TrustFiles,
  relied: Pick<Trust, 'roots' | 'certificates'>,
  now: Date,
): Promise<Trust> => ({
  roots: [...relied.roots, ...(await readAll(roots, parseCertificate))],
  certificates: [...relied.certificates, ...(await readAll(certificates, parseCertificate))],
  crls: await readAll(crls, parseCrl),
  now,
})
