import type { StampPlace } from '../../documents/index.ts'
import type { TokenSession } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { DocumentWork, SealPlace, SigningForm } from '../../shared/documents/contract.ts'
import type { DocumentResult } from '../../shared/documents/model.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PromptContent } from '../../shared/models/index.ts'
import { type AtHand, atHandOf } from '../decryption-rehearsal/keys-at-hand.ts'
import { pairOf, type VerifiedPair } from './companions.ts'
import type { Listed } from './document-list.ts'
import type { Grants } from './file-work/file-worker.ts'
import type { FileResult, FileTask, SignerBytes, TrustBytes } from './file-work/messages.ts'
import type { JobLogins, KeyUse } from './job-logins.ts'
import {
  certificateIdOf,
  type InsideKey,
  type OpeningParts,
  openContentKey,
  openPartInside,
} from './opening-keys.ts'
import type { Recipients } from './recipients.ts'

/** What a job does, made ready once: what is wrong with it is told before anything is done. */
export type ReadyWork = {
  readonly kind: DocumentWork['kind']
  /** Files worked on at once: the next ones are read while a token works for the first. */
  readonly abreast: number
  task(file: Listed): FileTask
  /** The half of file work that needs tokens, for one file. */
  grants(left: PromptContent, signal: AbortSignal): Grants
}

export type Signing = {
  readonly certificateId: string
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
}

export type WorkParts = Pick<OpeningParts, 'tokens' | 'seen'> & {
  readonly logins: JobLogins
  /** Refuses a certificate that cannot sign. */
  readonly signing: (certificateId: string) => Signing
  readonly recipients: Pick<Recipients, 'certificates'>
  readonly trust: () => TrustBytes
  readonly pathOf: (fileId: string) => string | null
  readonly marks: () => { readonly stamped: string; readonly opened: string }
  /** A seal as its token holds it. Refuses one that is not here. */
  readonly seal: (sealId: string) => Uint8Array
  readonly clock: () => Date
}

const noKey = async (): Promise<never> => {
  throw new AssistantError('token-absent')
}
const withoutTokens: Grants = { sign: noKey, openKey: noKey, openPart: noKey }

const bytesOf = ({ certificate, chain }: Signing): SignerBytes => ({
  certificate: certificate.raw,
  chain: chain.map(({ raw }) => raw),
})

const pairWith = ({ view, path, beside }: Listed, { pathOf }: WorkParts): VerifiedPair => {
  const listed = view.companion === null ? null : pathOf(view.companion)
  return pairOf(path, view.content, listed ?? beside)
}

const signingGrants =
  ({ logins, tokens }: WorkParts, { certificate, certificateId }: Signing): ReadyWork['grants'] =>
  (content, signal) => ({
    ...withoutTokens,
    sign: async (digest, scheme) => {
      const hand = atHandOf(tokens(), certificate)
      if (hand === null) throw new AssistantError('token-absent')
      const use: KeyUse = { present: hand.present, certificateId, purpose: 'sign', content, signal }
      const work = (session: TokenSession) => session.sign(hand.keyId, digest, scheme)
      return logins.use(use, work)
    },
  })

const openingGrants =
  (parts: WorkParts): ReadyWork['grants'] =>
  (content, signal) => {
    let inside: readonly InsideKey[] = []
    const use = (hand: AtHand): KeyUse => ({
      ...{ present: hand.present, certificateId: certificateIdOf(hand) },
      ...{ purpose: 'decrypt', content, signal },
    })
    const opening: OpeningParts = { ...parts, use }
    return {
      ...withoutTokens,
      openKey: async (head) => {
        const opened = await openContentKey(head, opening)
        inside = opened.inside
        return opened.key
      },
      openPart: async (iv, data, last) => {
        const { plain, right } = await openPartInside(inside, { iv, data, last }, opening)
        inside = [right]
        return plain
      },
    }
  }

const placeOf = (place: SealPlace): StampPlace => {
  switch (place.on) {
    case 'page':
      return { kind: 'page', page: place.page, left: place.left, top: place.top }
    case 'every-page':
      return { kind: 'every-page', left: place.left, top: place.top }
    case 'edges':
      return { kind: 'across-edges', top: place.top }
  }
}

const stamping = (
  { sealId, place }: Extract<SigningForm, { readonly form: 'seal' }>,
  signing: Signing,
  parts: WorkParts,
): ReadyWork => {
  const seal = parts.seal(sealId)
  return {
    kind: 'sign',
    abreast: 1,
    task: ({ path }) => ({
      ...{ kind: 'stamp', path, seal, signer: bytesOf(signing), place: placeOf(place) },
      ...{ at: parts.clock(), mark: parts.marks().stamped, trust: parts.trust() },
    }),
    grants: signingGrants(parts, signing),
  }
}

/** A file that is signed is only read to its end, so several in hand cost little. */
const signedAtOnce = 4

/** Makes a job's work ready. */
export const readyWork = (work: DocumentWork, parts: WorkParts): ReadyWork => {
  const { kind } = work
  switch (work.kind) {
    case 'verify':
      return {
        ...{ kind, abreast: 1 },
        task: (file) => ({ kind: 'verify', ...pairWith(file, parts), trust: parts.trust() }),
        grants: () => withoutTokens,
      }
    case 'sign': {
      const { as } = work
      const signing = parts.signing(work.certificateId)
      if (as.form === 'seal') return stamping(as, signing, parts)
      return {
        ...{ kind, abreast: signedAtOnce },
        task: (file) => ({
          ...{ kind: 'sign', path: file.path, content: as.content },
          ...{ companion: file.view.content === 'signature' ? pairWith(file, parts).path : null },
          ...{ signer: bytesOf(signing), at: parts.clock() },
        }),
        grants: signingGrants(parts, signing),
      }
    }
    case 'encrypt': {
      const recipients = parts.recipients.certificates(work.recipients).map(({ raw }) => raw)
      const signing = work.signer === null ? null : parts.signing(work.signer)
      return {
        ...{ kind, abreast: 1 },
        task: ({ path }) => ({ kind: 'encrypt', path, recipients, signer: signing && bytesOf(signing) }),
        grants: signing === null ? () => withoutTokens : signingGrants(parts, signing),
      }
    }
    case 'decrypt':
      return {
        ...{ kind, abreast: 1 },
        task: ({ path }) => ({ kind: 'decrypt', path, mark: parts.marks().opened, trust: parts.trust() }),
        grants: openingGrants(parts),
      }
    default:
      return assertNever(work)
  }
}

type Finished = { readonly result: DocumentResult; readonly verdict: FileVerdict | null }

/** What the list tells of a result. */
export const finishedWith = (result: FileResult, recipients: number): Finished => {
  switch (result.kind) {
    case 'verified': {
      const { verdict } = result
      const { outcome, signatures } = verdict
      return { verdict, result: { kind: 'verified', outcome, signatures: signatures.length } }
    }
    case 'signed':
      return { verdict: null, result }
    case 'encrypted':
      return { verdict: null, result: { ...result, recipients } }
    case 'decrypted': {
      const { output, verdict } = result
      return { verdict, result: { kind: 'decrypted', output, signature: verdict?.outcome ?? null } }
    }
    default:
      return assertNever(result)
  }
}
