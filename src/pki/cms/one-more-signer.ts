import { toHex } from '../bytes.ts'
import { context, DerReader, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { encodeAlgorithm } from '../x509/algorithm.ts'
import { MAX_MESSAGE } from './content-info.ts'
import type { SignedHead } from './envelope-head.ts'
import { contentInfo, type Frame, nothing, type Signers, within } from './frame.ts'
import { trailerBehind } from './in-parts.ts'
import { MAX_SIGNERS } from './signed.ts'

/** What stands behind the content, byte for byte: signatures are over some of it. */
type Trailer = {
  readonly certificates: readonly Uint8Array[]
  readonly lists: readonly Uint8Array[]
  readonly infos: readonly Uint8Array[]
}

const MOST = 1000

function readTrailer(tail: Uint8Array, { marks }: SignedHead): Trailer {
  return DerReader.of(trailerBehind(tail, marks), 'SignedData', MAX_MESSAGE).only((reader) => {
    const body = reader.sequence()
    const certificates = body.optional(context(0))?.all((one) => one.raw(), MOST) ?? []
    const lists = body.peek() === context(1) ? [body.raw()] : []
    const infos = body.set().all((one) => one.raw(), MAX_SIGNERS)
    body.finish()
    return { certificates, lists, infos }
  })
}

const each = (elements: readonly Uint8Array[]): readonly Uint8Array[] => [
  ...new Map(elements.map((one) => [toHex(one), one])).values(),
]

/**
 * A message that was signed before, around the same content of this length (null: the content stays outside), with
 * further signers. What the others signed stays as it was.
 */
export function withSigners(head: SignedHead, tail: Uint8Array, length: number | null, more: Signers): Frame {
  const before = readTrailer(tail, head)
  const infos = [...before.infos, ...more.infos]
  if (infos.length > MAX_SIGNERS) throw new PkiError('SignedData', 'too-large')
  const certificates = each([...before.certificates, ...more.certificates.map(({ raw }) => raw)])
  const size = length ?? 0
  const inner =
    length === null
      ? { head: der.sequence(der.oid(head.contentType)), tail: new Uint8Array() }
      : contentInfo(head.contentType, within(TAG.octetString, nothing, size), size)
  const algorithms = each([...head.digestAlgorithms, encodeAlgorithm(OID.sm3)])
  const first = [der.integer(head.version), der.setOf(...algorithms)]
  const last = [
    der.element(context(0), ...der.sorted([...certificates])),
    ...before.lists,
    der.setOf(...infos),
  ]
  return contentInfo(head.type, within(TAG.sequence, inner, size, first, last), size)
}
