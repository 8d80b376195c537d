import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'

const known = z.object({
  format: z.literal(1),
  /** DER in base64; the authority's present chain first, then those it used before. */
  certificates: z.array(z.string()),
  crlUrl: z.string(),
  ocspUrl: z.string(),
})

/** What an authority said of itself the last time it could be reached. */
export type KnownAuthority = Readonly<Omit<z.infer<typeof known>, 'format'>>

export type ChainCache = {
  read(issuerId: string): KnownAuthority | null
  write(issuerId: string, value: KnownAuthority): void
}

const keptCertificates = 20

const parse = (text: string): KnownAuthority | null => {
  try {
    return known.parse(JSON.parse(text))
  } catch {
    return null // only a cache: it is filled again at the next contact
  }
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // not there yet
  }
}

/** Keeps an authority's certificates, so that what it issued can be checked without a network. */
export const createChainCache = (folder: string): ChainCache => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (issuerId: string) => join(folder, `${issuerId}.json`)
  const atHand = new Map<string, KnownAuthority | null>()
  const read = (issuerId: string): KnownAuthority | null => {
    const known = atHand.get(issuerId) ?? parse(textOf(pathOf(issuerId)))
    atHand.set(issuerId, known)
    return known
  }
  return {
    read,
    write: (issuerId, value) => {
      const before = read(issuerId)
      const certificates = [...new Set([...value.certificates, ...(before?.certificates ?? [])])]
      const content = { ...value, certificates: certificates.slice(0, keptCertificates) }
      atHand.set(issuerId, content)
      const text = `${JSON.stringify({ format: 1, ...content }, null, 2)}\n`
      if (text !== textOf(pathOf(issuerId))) writeAtomically(pathOf(issuerId), text)
    },
  }
}
