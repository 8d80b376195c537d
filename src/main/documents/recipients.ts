import { certificateIn, type PresentToken } from '../../native/index.ts'
import { type Certificate, fingerprintSha256 } from '../../pki/index.ts'
import type { DocumentRecipient } from '../../shared/documents/model.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { holderOf, issuerNameOf } from '../certificates/certificate-view.ts'
import type { SeenCertificates } from '../decryption-rehearsal/seen-certificates.ts'
import { fromBase64 } from '../files/base64.ts'
import type { Standing } from '../tokens/pair-state.ts'
import { certificatesIn } from './certificates-in.ts'

type Known = { readonly certificate: Certificate; readonly from: DocumentRecipient['from'] }

/** To whom files can be encrypted: the tokens that are here, those that were, and certificates from files. */
export type Recipients = {
  all(): readonly DocumentRecipient[]
  add(file: Uint8Array): readonly DocumentRecipient[]
  /** Refuses one that cannot be encrypted to. */
  certificates(ids: readonly string[]): readonly Certificate[]
}

export type RecipientsParts = {
  readonly tokens: () => readonly PresentToken[]
  readonly seen: Pick<SeenCertificates, 'all'>
  readonly standing: (certificate: Certificate) => Standing
  readonly clock: () => Date
}

/** The ids are fingerprints, so that a certificate is the same recipient wherever it comes from. */
const idOf = (certificate: Certificate): string => fingerprintSha256(certificate).toLowerCase()

const encrypts = ({ use, publicKey }: Certificate): boolean =>
  (use === 'encryption' || use === 'both') && publicKey.type === 'sm2'

const mostFromFiles = 1_000

export const createRecipients = ({ tokens, seen, standing, clock }: RecipientsParts): Recipients => {
  let fromFiles: ReadonlyMap<string, Certificate> = new Map()
  const parsed = new Map<string, Certificate | null>()

  const ofToken = ({ certificates }: PresentToken): readonly Known[] =>
    certificates.flatMap(({ der }) => {
      const certificate = certificateIn(der)
      const isOne = certificate?.use === 'encryption' || certificate?.use === 'both'
      return certificate && isOne ? [{ certificate, from: 'token' as const }] : []
    })
  const ofSeen = (): readonly Known[] =>
    seen.all().flatMap(({ certificate: text }) => {
      if (text === undefined) return []
      const certificate = parsed.get(text) ?? certificateIn(fromBase64(text))
      parsed.set(text, certificate)
      return certificate === null ? [] : [{ certificate, from: 'seen' as const }]
    })
  const known = (): ReadonlyMap<string, Known> => {
    const all: readonly Known[] = [
      ...ofSeen(),
      ...[...fromFiles.values()].map((certificate) => ({ certificate, from: 'file' as const })),
      ...tokens().flatMap(ofToken),
    ]
    return new Map(all.map((one) => [idOf(one.certificate), one]))
  }
  const obstacleOf = (certificate: Certificate): DocumentRecipient['obstacle'] => {
    const now = clock()
    if (!encrypts(certificate)) return 'not-for-encryption'
    if (standing(certificate) !== 'good') return 'revoked'
    if (certificate.notAfter < now) return 'expired'
    return certificate.notBefore > now ? 'not-yet-valid' : null
  }
  const viewOf = (id: string, { certificate, from }: Known): DocumentRecipient => ({
    id,
    holder: holderOf(certificate),
    issuer: issuerNameOf(certificate),
    notAfter: certificate.notAfter.toISOString(),
    from,
    obstacle: obstacleOf(certificate),
  })
  const all = (): readonly DocumentRecipient[] => [...known()].map(([id, one]) => viewOf(id, one)).reverse()

  return {
    all,
    add: (file) => {
      const found = certificatesIn(file).map((one) => [idOf(one), one] as const)
      fromFiles = new Map([...fromFiles, ...found].slice(-mostFromFiles))
      return all()
    },
    certificates: (ids) => {
      const every = known()
      return [...new Set(ids)].map((id) => {
        const one = every.get(id)
        if (one === undefined) throw new AssistantError('not-found')
        if (obstacleOf(one.certificate) !== null)
          throw new AssistantError('document-recipient-unsuitable', { name: holderOf(one.certificate) })
        return one.certificate
      })
    },
  }
}
