import type { PresentToken, StoredSeal } from '../../native/index.ts'
import { type Certificate, type ElectronicSeal, sealAdmits } from '../../pki/index.ts'
import type { SealView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateId, holderOf } from '../certificates/certificate-view.ts'
import { readable } from '../certificates/chain.ts'
import { type SealContext, sealStateOf } from './judgement.ts'
import { pictureViewOf } from './picture.ts'
import { sealIn } from './reading.ts'

/** The id of a seal on a token. Another version of the same seal has another one. */
export const sealIdOf = (tokenId: string, { label }: StoredSeal): string => `${tokenId}#${label}`

/** A hostile seal may name anybody a thousand times. */
const MOST_NAMES = 5

const namesOf = ({ signers }: ElectronicSeal): readonly string[] =>
  signers.kind === 'digests' ? [] : [...new Set(signers.certificates.map(holderOf))].slice(0, MOST_NAMES)

/** Seals are made by hand, so no text in one is longer than anybody would read. */
const short = (text: string): string => visibleName(text).slice(0, 200)

/** The certificates with which the seals of a token can be used: not those that are only kept to open files. */
export const certificatesBeside = (
  { facts, certificates }: Pick<PresentToken, 'facts' | 'certificates'>,
  { kept }: Pick<SealContext, 'kept'>,
): readonly Certificate[] => {
  const old = kept()
  return readable(certificates.map(({ der }) => der)).filter(
    (one) => old.size === 0 || !old.has(certificateId(facts.id, one)),
  )
}

const viewOf = (present: PresentToken, stored: StoredSeal, context: SealContext): SealView => {
  const tokenId = present.facts.id
  const id = sealIdOf(tokenId, stored)
  const seal = stored.value && sealIn(stored.value)
  if (!seal) return { kind: 'unreadable', id, tokenId }
  const beside = certificatesBeside(present, context)
  const admitted = beside.find((certificate) => sealAdmits(seal, certificate))
  return {
    kind: 'seal',
    ...{ id, tokenId },
    number: short(seal.id),
    name: short(seal.name),
    type: seal.type,
    vendor: short(seal.vendor),
    maker: holderOf(seal.maker),
    standard: seal.standard,
    picture: pictureViewOf(seal),
    createdAt: seal.createdAt.toISOString(),
    validFrom: seal.validFrom.toISOString(),
    validTo: seal.validTo.toISOString(),
    state: sealStateOf(seal, beside, context),
    certificateId: admitted ? certificateId(tokenId, admitted) : null,
    admits: namesOf(seal),
  }
}

/** All seals on these tokens. One that cannot be read hides no other. */
export const sealViews = (tokens: readonly PresentToken[], context: SealContext): readonly SealView[] =>
  tokens.flatMap((present) => present.seals.map((stored) => viewOf(present, stored, context)))
