import { type ElectronicSeal, sealSignatureToSign, signingMethodOf } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { reachFrom } from '../ofd-verification/reach.ts'
import { readSignatureFile } from '../ofd-verification/signature-file.ts'
import { type OfdDocument, readDocuments } from '../ofd-verification/signature-list.ts'
import { verifyOfd } from '../ofd-verification/verify-ofd.ts'
import { openPackage, type Package } from '../package/package.ts'
import { rewritten } from '../package/rewrite.ts'
import { RefusedFile } from '../refused-file.ts'
import type { DocumentToSign, SigningRequest } from '../signing/model.ts'
import { largestFile, limitMiB, refusing, withValue } from '../signing/refusals.ts'
import { checkExisting, checkResult } from '../signing/result.ts'
import { checkCertificate, checkedSeal, trustOf } from '../signing/signer.ts'
import { type Stamp, stampsOn } from '../signing/stamps.ts'
import { documentKind } from '../verify-document.ts'
import {
  newList,
  numberingOf,
  type SignaturePlaces,
  signaturePlaces,
  withEntry,
  withListNamed,
} from './bookkeeping.ts'
import { descriptionOf, type Provider } from './description.ts'
import { type OfdPage, ofdPages } from './pages.ts'

export type OfdSigningRequest = SigningRequest & {
  /** The seal as its file or a token holds it. Its version decides the standard of the signature. */
  readonly seal: Uint8Array
  readonly provider?: Provider
}

type Opened = { readonly pack: Package; readonly document: OfdDocument; readonly pages: readonly OfdPage[] }

/** GM/T 0099, annex C: the encrypted files of such a package have other names, and a list says which. */
const encryptionFile = /(^|\/)(encryptions\.xml|decryptseed\.dat)$/i
/** GM/T 0099, annex D: a signature over the package as a whole. */
const closingFile = /^ofdentries\.xml$/i

const mostSignatures = 200

const openedPackage = (bytes: Uint8Array): Package => {
  const pack = openPackage(bytes)
  const twins = pack.notes.find(({ code }) => code === 'names-by-case')
  if (twins !== undefined) throw new RefusedFile('names-by-case', twins.details)
  const names = [...pack.names]
  if (names.some((name) => encryptionFile.test(name))) throw new AssistantError('signing-encrypted')
  if (names.some((name) => closingFile.test(name))) throw new AssistantError('signing-locked')
  return pack
}

const onlyDocument = (pack: Package): OfdDocument => {
  const documents = readDocuments(pack)
  const [document, ...others] = documents ?? []
  if (document === undefined) throw new AssistantError('signing-not-ofd')
  if (others.length > 0) throw new AssistantError('signing-several-documents', { count: others.length + 1 })
  if ((document.list?.count ?? 0) >= mostSignatures) throw new RefusedFile('limits-exceeded')
  return document
}

const opened = (bytes: Uint8Array): Opened => {
  if (bytes.length > largestFile) throw new AssistantError('signing-too-large', { limit: limitMiB })
  if (documentKind(bytes) !== 'ofd') throw new AssistantError('signing-not-ofd')
  const pack = openedPackage(bytes)
  const document = onlyDocument(pack)
  // What cannot be read strictly is read differently by different programs.
  const [unread] = reachFrom(document.root, pack).unread
  if (unread !== undefined) throw new RefusedFile('damaged', [unread])
  return { pack, document, pages: ofdPages(document.root, pack) }
}

/** A signature that protects the list of signatures ends with the next one ("locked"). */
const checkOpen = ({ pack, document: { list } }: Opened): void => {
  for (const { file } of list?.entries ?? []) {
    if (file === null) continue
    try {
      const { references } = readSignatureFile(file, pack)
      if (references.some((reference) => reference.file === list?.file))
        throw new AssistantError('signing-locked')
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
    }
  }
}

/** The package as it will be. */
const overlaid = (pack: Package, changes: ReadonlyMap<string, Uint8Array>): Package => ({
  names: new Set([...pack.names, ...changes.keys()]),
  read: (name) => changes.get(name) ?? pack.read(name),
  sizeOf: (name) => changes.get(name)?.length ?? pack.sizeOf(name),
  notes: pack.notes,
})

const listNamed = (
  { pack, document }: Opened,
  { list }: SignaturePlaces,
): ReadonlyMap<string, Uint8Array> => {
  const start = document.list === null ? pack.read('OFD.xml') : null
  return new Map(start === null ? [] : [['OFD.xml', withListNamed(start, list)]])
}

type Drafted = {
  readonly places: SignaturePlaces
  readonly description: Uint8Array
  /** Everything that is new, but for the signature itself. */
  readonly changes: ReadonlyMap<string, Uint8Array>
}

const provided: Provider = { name: '证书助手', version: '1' }

const drafted = (
  from: Opened,
  seal: ElectronicSeal,
  stamps: readonly Stamp[],
  request: OfdSigningRequest,
): Drafted => {
  const { pack, document, pages } = from
  const places = signaturePlaces(document, pack)
  const numbering = numberingOf(document, pack)
  const { written, last } = numbering
  const entry = {
    id: written(last + 1),
    maxId: written(last + 1 + stamps.length),
    description: places.description,
  }
  const before = document.list === null ? null : pack.read(document.list.file)
  const list = before === null ? newList(entry) : withEntry(before, entry)
  const changes = new Map([...listNamed(from, places), [places.list, list], [places.seal, seal.raw]])
  const description = descriptionOf({
    places,
    pack: overlaid(pack, changes),
    pages,
    stamps,
    sealWidth: seal.picture.width,
    numbering,
    method: signingMethodOf(request.certificate).algorithm,
    time: request.time,
    provider: request.provider ?? provided,
  })
  return { places, description, changes: changes.set(places.description, description) }
}

/**
 * Prepares an OFD for one more signature with a seal: sign `digest` (on a token) or `toBeSigned`, then call `finish`.
 * Refuses with an error of the catalogue.
 */
export const prepareOfd = (bytes: Uint8Array, request: OfdSigningRequest): DocumentToSign =>
  refusing(() => {
    const from = opened(bytes)
    checkCertificate(request)
    const seal = checkedSeal(request.seal, request)
    checkOpen(from)
    const stamps = stampsOn(request.places, from.pages, seal.picture)
    const trust = trustOf(request)
    const before = verifyOfd(bytes, trust)
    checkExisting(before, request)
    const { places, description, changes } = drafted(from, seal, stamps, request)
    const { message, digest, scheme, finish } = sealSignatureToSign({
      seal,
      certificate: request.certificate,
      content: description,
      propertyInfo: `/${places.description}`,
      time: request.time,
    })
    return {
      toBeSigned: message,
      digest,
      scheme,
      finish: (signature) => {
        const value = withValue(finish, signature)
        const signed = rewritten(bytes, new Map([...changes, [places.value, value]]), request.time)
        checkResult(before, verifyOfd(signed, trust))
        return signed
      },
    }
  })
