import { OID, sm3, toBase64 } from '../../pki/index.ts'
import type { Package } from '../package/package.ts'
import type { Stamp } from '../signing/stamps.ts'
import { escaped } from '../xml/tags.ts'
import { type Numbering, ofdSpace, type SignaturePlaces, xmlHead } from './bookkeeping.ts'
import type { OfdPage } from './pages.ts'

/** What writes the signature, as the file names it. */
export type Provider = { readonly name: string; readonly version: string }

export type DescriptionPlan = {
  readonly places: SignaturePlaces
  readonly pack: Package
  readonly pages: readonly OfdPage[]
  readonly stamps: readonly Stamp[]
  /** How wide the whole seal is; a strip is a part of it. */
  readonly sealWidth: number
  readonly numbering: Numbering
  readonly method: string
  readonly time: Date
  readonly provider: Provider
}

/**
 * Every file of the package, used or not. The list stays open for further signatures, and what is made last cannot
 * be in it.
 */
const protectedFiles = ({ pack, places }: DescriptionPlan): readonly string[] => {
  const open: ReadonlySet<string> = new Set([places.list, places.description, places.value])
  return [...pack.names].filter((name) => !open.has(name))
}

const referenceXml = (name: string, pack: Package): string => {
  const value = toBase64(sm3(pack.read(name) ?? new Uint8Array()))
  return `<ofd:Reference FileRef="/${escaped(name)}"><ofd:CheckValue>${value}</ofd:CheckValue></ofd:Reference>`
}

const written = (value: number): string => String(Number(value.toFixed(3)))
const box = (...values: readonly number[]): string => values.map(written).join(' ')

/** Boundary holds the whole seal, and Clip says which part of it is seen (GB/T 33190, 18.2.4). */
const stampXml = (stamp: Stamp, id: string, { pages, sealWidth }: DescriptionPlan): string => {
  const { left, top, width, height, cut } = stamp
  const page = pages[stamp.page]
  const [x, y] = [left - cut + (page?.x ?? 0), top + (page?.y ?? 0)]
  const clip = width === sealWidth ? '' : ` Clip="${box(cut, 0, width, height)}"`
  return `<ofd:StampAnnot ID="${id}" PageRef="${escaped(page?.id ?? '')}" Boundary="${box(x, y, sealWidth, height)}"${clip}/>`
}

const stated = (time: Date): string => time.toISOString().replace(/[-:T]|\.\d+/g, '')

/** Signature.xml, in the order of elements that the schema of GB/T 33190 has. */
export const descriptionOf = (plan: DescriptionPlan): Buffer => {
  const { places, pack, stamps, numbering, method, time, provider } = plan
  const references = protectedFiles(plan).map((name) => referenceXml(name, pack))
  const annotations = stamps.map((stamp, i) =>
    stampXml(stamp, numbering.written(numbering.last + 2 + i), plan),
  )
  return Buffer.from(
    [
      `${xmlHead}<ofd:Signature ${ofdSpace}><ofd:SignedInfo>`,
      `<ofd:Provider ProviderName="${escaped(provider.name)}" Version="${escaped(provider.version)}"/>`,
      `<ofd:SignatureMethod>${method}</ofd:SignatureMethod>`,
      `<ofd:SignatureDateTime>${stated(time)}</ofd:SignatureDateTime>`,
      `<ofd:References CheckMethod="${OID.sm3}">${references.join('')}</ofd:References>`,
      ...annotations,
      `<ofd:Seal><ofd:BaseLoc>/${escaped(places.seal)}</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>`,
      `<ofd:SignedValue>/${escaped(places.value)}</ofd:SignedValue></ofd:Signature>`,
    ].join(''),
  )
}
