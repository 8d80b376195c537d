import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'

const content = z.object({
  /** DER in base64: the authority's present chain first, then the certificates that it used before. */
  certificates: z.array(z.string()).readonly(),
  crlUrl: z.string(),
  ocspUrl: z.string(),
})

/** What an authority said about itself the last time it was reached. */
export type KnownAuthority = Readonly<z.infer<typeof content>>

const sumOf = ({ certificates, crlUrl, ocspUrl }: KnownAuthority): string =>
  hash('sha256', JSON.stringify([certificates, crlUrl, ocspUrl]))

/** Files of format 1 have no checksum. One wrong byte in a certificate would make good answers look forged. */
const known = z.union([
  content.extend({ format: z.literal(1) }),
  content.extend({ format: z.literal(2), sum: z.string() }).refine((file) => file.sum === sumOf(file)),
])

export type ChainCache = {
  read(issuerId: string): KnownAuthority | null
  write(issuerId: string, value: KnownAuthority): void
}

const keptCertificates = 20
/** The size in base64 of twenty certificates of the largest size that the contract allows. */
const mostBytes = 2 * 1024 * 1024

/** This is only a cache. If it is missing, damaged or not a file of ours, the next contact fills it again. */
const readFrom = (path: string): KnownAuthority | null => {
  try {
    const found = statSync(path)
    if (!found.isFile() || found.size > mostBytes) return null
    const { certificates, crlUrl, ocspUrl } = known.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { certificates, crlUrl, ocspUrl }
  } catch {
    return null
  }
}

const writeTo = (folder: string, path: string, value: KnownAuthority): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeAtomically(path, `${JSON.stringify({ format: 2, ...value, sum: sumOf(value) }, null, 2)}\n`)
  } catch {
    // If it cannot be kept, no business is refused: the content stays in memory until this run ends.
  }
}

/** Keeps an authority's certificates, so that certificates that it issued can be checked without a network. */
export const createChainCache = (folder: string): ChainCache => {
  const pathOf = (issuerId: string) => join(folder, `${issuerId}.json`)
  const atHand = new Map<string, KnownAuthority | null>()
  const read = (issuerId: string): KnownAuthority | null => {
    const value = atHand.get(issuerId) ?? readFrom(pathOf(issuerId))
    atHand.set(issuerId, value)
    return value
  }
  return {
    read,
    write: (issuerId, { certificates: present, crlUrl, ocspUrl }) => {
      const certificates = [...new Set([...present, ...(read(issuerId)?.certificates ?? [])])]
      const value = { certificates: certificates.slice(0, keptCertificates), crlUrl, ocspUrl }
      atHand.set(issuerId, value)
      const onDisk = readFrom(pathOf(issuerId))
      if (onDisk === null || sumOf(onDisk) !== sumOf(value)) writeTo(folder, pathOf(issuerId), value)
    },
  }
}
