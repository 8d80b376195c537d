import type { CertificatePair, CertificateView, Snapshot, TokenView } from '../../shared/models/index.ts'

export type FoundCertificate = {
  readonly token: TokenView
  readonly pair: CertificatePair
  readonly view: CertificateView
  /** The other certificate of the pair, if there is one. */
  readonly other: CertificateView | null
}

/** A certificate of those that are present now, with its pair and token. */
export const findCertificate = (snapshot: Snapshot, certificateId: string): FoundCertificate | null => {
  for (const token of snapshot.tokens)
    for (const pair of token.pairs) {
      const { signing, encryption } = pair
      if (signing?.id === certificateId) return { token, pair, view: signing, other: encryption }
      if (encryption?.id === certificateId) return { token, pair, view: encryption, other: signing }
    }
  return null
}
