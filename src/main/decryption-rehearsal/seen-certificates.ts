import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { certificateIn, type PresentToken } from '../../native/index.ts'
import { type Certificate, fromHex, type Party, toHex } from '../../pki/index.ts'
import { tokenKind } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { dayOf } from '../certificates/certificate-fields.ts'
import { holderOf } from '../certificates/certificate-view.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const seen = z.readonly(
  z.object({
    /** How recipients of files are named: by issuer and serial number, or by the key. */
    issuer: z.string().max(1_000),
    serial: z.string().max(200),
    keyId: z.string().max(200).nullable(),
    /** Its SM2 key (04||X||Y, hex). If the key stays at a renewal, it opens what was sealed to this certificate. */
    point: z.string().max(130).optional(),
    /** All of it in base64, so that files can be encrypted to it while its token is away. */
    certificate: z.string().max(8_000).optional(),
    holder: z.string().max(1_000),
    notAfter: z.string().max(40),
    tokenId: z.string().max(500),
    tokenName: z.string().max(1_000),
    tokenKind,
    /** The day when its token was last here. */
    day: z.string().max(10),
  }),
)
const file = z.readonly(z.object({ format: z.literal(1), seen: z.array(seen).readonly() }))

export type Seen = z.infer<typeof seen>

/** Encryption certificates of tokens that were here once, so that a person learns which one to look for. */
export type SeenCertificates = {
  note(tokens: readonly PresentToken[]): void
  find(party: Party): Seen | null
  /** All that were ever seen, the latest first. */
  all(): readonly Seen[]
}

/** More than any office has; those that were not here for longest go first. */
const most = 1_000

/** A damaged file costs only where keys were last seen. */
const read = (path: string): readonly Seen[] => smallJsonAt(path, file)?.seen ?? []

const opensFiles = ({ use }: Certificate): boolean => use === 'encryption' || use === 'both'

const base64Of = ({ raw }: Certificate): string => Buffer.from(raw).toString('base64')

const seenOn = ({ facts, certificates }: PresentToken, day: string): readonly Seen[] =>
  certificates.flatMap(({ der }) => {
    const certificate = certificateIn(der)
    if (certificate === null || !opensFiles(certificate)) return []
    const { issuer, serialHex, subjectKeyId, notAfter, publicKey } = certificate
    return [
      {
        issuer: issuer.text.slice(0, 1_000),
        serial: serialHex.slice(0, 200),
        keyId: subjectKeyId && toHex(subjectKeyId).slice(0, 200),
        ...(publicKey.type === 'sm2' ? { point: toHex(publicKey.point) } : {}),
        ...(base64Of(certificate).length <= 8_000 ? { certificate: base64Of(certificate) } : {}),
        holder: holderOf(certificate),
        notAfter: notAfter.toISOString(),
        tokenId: facts.id,
        tokenName: visibleName(facts.label || facts.vendor),
        tokenKind: facts.kind,
        day,
      },
    ]
  })

const keyOf = ({ issuer, serial, tokenId }: Seen): string => `${tokenId} ${serial} ${issuer}`

/** The key of a certificate that a party names; null if it is not known. */
export const formerKey = (seen: Pick<SeenCertificates, 'find'>, party: Party): Uint8Array | null => {
  const { point } = seen.find(party) ?? {}
  return point === undefined ? null : fromHex(point)
}

const isNamed = (party: Party, { issuer, serial, keyId }: Seen): boolean =>
  party.by === 'subject-key-id'
    ? keyId === toHex(party.subjectKeyId)
    : party.serialHex === serial && party.issuer.text.slice(0, 1_000) === issuer

export const createSeenCertificates = (parts: {
  readonly path: string
  readonly clock: () => Date
  readonly log: (line: string) => void
}): SeenCertificates => {
  const known = new Map(read(parts.path).map((one) => [keyOf(one), one]))
  const looked = new WeakMap<PresentToken, string>()

  const write = (): void => {
    const all = [...known.values()].sort((one, other) => other.day.localeCompare(one.day)).slice(0, most)
    try {
      writeAtomically(parts.path, `${JSON.stringify({ format: 1, seen: all })}\n`)
    } catch (error) {
      parts.log(`encryption certificates were not noted: ${error instanceof Error ? error.message : error}`)
    }
  }

  return {
    note: (tokens) => {
      const day = dayOf(parts.clock())
      const fresh = tokens.filter((token) => looked.get(token) !== day)
      const news = fresh
        .flatMap((token) => seenOn(token, day))
        .filter((one) => !isDeepStrictEqual(known.get(keyOf(one)), one))
      for (const token of fresh) looked.set(token, day)
      if (news.length === 0) return
      for (const one of news) known.set(keyOf(one), one)
      write()
    },
    all: () => [...known.values()].sort((one, other) => other.day.localeCompare(one.day)),
    find: (party) => {
      const found = [...known.values()].filter((one) => isNamed(party, one))
      return found.sort((one, other) => other.day.localeCompare(one.day))[0] ?? null
    },
  }
}
