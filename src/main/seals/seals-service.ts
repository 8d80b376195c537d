import type { Keyring, PresentToken, StoredSeal, TokenSession } from '../../native/index.ts'
import { type Certificate, type ElectronicSeal, sealAdmits } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PictureType, PromptPurpose, SealView } from '../../shared/models/index.ts'
import type { RaSeal } from '../../shared/ra-contract/index.ts'
import { type GivenPin, openedWith, refuseUnready, refuseUnsure } from '../pin/index.ts'
import { sealOfBase64, sealsFor } from './authority-seals.ts'
import { fileNameOf } from './file-name.ts'
import type { SealContext } from './judgement.ts'
import { pictureTypeOf } from './picture.ts'
import { isGenuine, sealIn } from './reading.ts'
import { certificatesBeside, sealIdOf, sealViews } from './seal-views.ts'
import { isThere, writeSealTo } from './writing.ts'

export type SealsService = {
  views(): readonly SealView[]
  picture(sealId: string): { readonly mediaType: PictureType; readonly base64: string } | null
  export(sealId: string): { readonly fileName: string; readonly base64: string }
  import(tokenId: string, file: string): Promise<void>
  /** Writes what the authority has for the certificates on this token, and says how many it wrote. */
  update(tokenId: string): Promise<{ readonly written: number; readonly present: number }>
  remove(sealId: string): Promise<void>
}

export type SealsParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly context: SealContext
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** The seals of the person who is logged in at this issuer. */
  readonly offeredBy: (issuerId: string) => Promise<readonly RaSeal[]>
  /** The business that holds this token now. */
  readonly busy: (tokenId: string) => string | null
  readonly askPin: (
    purpose: PromptPurpose,
    tokenId: string,
    work: (given: GivenPin) => Promise<void>,
  ) => Promise<void>
}

type Found = { readonly present: PresentToken; readonly stored: StoredSeal }

const inSession = async (
  present: PresentToken,
  given: GivenPin,
  work: (session: TokenSession) => Promise<void>,
): Promise<void> => {
  await refuseUnsure(present.token, given)
  const { token, pin } = openedWith(present, given)
  await token.withSession(pin, work)
}

/** Electronic seals on tokens: shown, saved, written and removed. The prompt window asks for the PIN. */
export const createSealsService = (parts: SealsParts): SealsService => {
  const { keyring, context, issuerOf, offeredBy, askPin, busy } = parts
  const presentOf = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    return found
  }
  const checkUsable = (present: PresentToken): void => {
    if (!present.facts.capabilities.includes('data-objects')) throw new AssistantError('token-lacks')
    refuseUnready(present, busy(present.facts.id))
  }
  const find = (sealId: string): Found => {
    for (const present of keyring.current().tokens)
      for (const stored of present.seals)
        if (sealIdOf(present.facts.id, stored) === sealId) return { present, stored }
    throw new AssistantError('seal-gone')
  }
  const bytesOf = (sealId: string): Uint8Array => {
    const { value } = find(sealId).stored
    if (value === null) throw new AssistantError('seal-unreadable')
    return value
  }
  const write = (present: PresentToken, seals: readonly ElectronicSeal[]): Promise<void> =>
    askPin('write-seal', present.facts.id, (given) =>
      inSession(present, given, async (session) => {
        // What is on the token may have changed while the person typed.
        const now = presentOf(present.facts.id)
        for (const seal of seals) await writeSealTo(session, now, seal, certificatesBeside(now, context))
      }),
    )
  const offered = async (present: PresentToken): Promise<readonly ElectronicSeal[]> => {
    const certificates = certificatesBeside(present, context)
    const issuers = new Set(certificates.flatMap((certificate) => issuerOf(certificate) ?? []))
    const all = await Promise.all([...issuers].map(offeredBy))
    return sealsFor(all.flat(), certificates)
  }
  return {
    views: () => sealViews(keyring.current().tokens, context),
    picture: (sealId) => {
      const seal = sealIn(bytesOf(sealId))
      const mediaType = seal && pictureTypeOf(seal)
      return seal && mediaType
        ? { mediaType, base64: Buffer.from(seal.picture.bytes).toString('base64') }
        : null
    },
    export: (sealId) => {
      const bytes = bytesOf(sealId)
      return { fileName: fileNameOf(sealIn(bytes)), base64: Buffer.from(bytes).toString('base64') }
    },
    import: async (tokenId, file) => {
      const present = presentOf(tokenId)
      checkUsable(present)
      const seal = sealOfBase64(file)
      if (!seal) throw new AssistantError('seal-unreadable')
      if (!isGenuine(seal)) throw new AssistantError('seal-not-genuine')
      if (!certificatesBeside(present, context).some((certificate) => sealAdmits(seal, certificate)))
        throw new AssistantError('seal-for-other-certificate')
      await write(present, [seal])
    },
    update: async (tokenId) => {
      const present = presentOf(tokenId)
      checkUsable(present)
      const seals = await offered(present)
      if (seals.length === 0) throw new AssistantError('seal-none-issued')
      const missing = seals.filter((seal) => !isThere(present, seal))
      if (missing.length > 0) await write(present, missing)
      return { written: missing.length, present: seals.length }
    },
    remove: async (sealId) => {
      const { present, stored } = find(sealId)
      checkUsable(present)
      await askPin('delete-seal', present.facts.id, (given) =>
        inSession(present, given, (session) => session.removeSeal(stored.label)),
      )
    },
  }
}
