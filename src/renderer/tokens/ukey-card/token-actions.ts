import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView } from '../../../shared/models/index.ts'
import type { Place } from '../../../shared/places/place.ts'
import type { Texts } from '../../../shared/text/index.ts'
import { dateOf } from '../../words/format.ts'

export type TokenAction = { readonly key: string; readonly word: string; readonly place: Place }
export type TokenActions = {
  /** What can be done with one pair. It has a title where a token has several. */
  readonly pairs: readonly {
    readonly key: string
    readonly title: string
    readonly actions: readonly TokenAction[]
  }[]
  readonly token: readonly TokenAction[]
}

const pairActions = (pair: CertificatePair, words: Texts): readonly TokenAction[] => {
  const say = words.certificates
  const { signing, encryption } = pair
  const to = (word: string, place: Place): TokenAction => ({ key: `${pair.id} ${word}`, word, place })
  const rehearsed = encryption ?? (signing?.use === 'both' ? signing : null)
  return [
    ...(signing ? [to(say.signingDetails, { page: 'certificate', certificateId: signing.id })] : []),
    ...(encryption ? [to(say.encryptionDetails, { page: 'certificate', certificateId: encryption.id })] : []),
    ...(rehearsed
      ? [
          to(words.decryptionRehearsal.title, {
            page: 'decryption-rehearsal',
            certificateId: rehearsed.id,
          }),
        ]
      : []),
  ]
}

const titleOf = (pair: CertificatePair, { certificates: say }: Texts): string => {
  const view = leadingCertificate(pair)
  return view ? `${say.state[pair.state]} · ${say.until(dateOf(view.notAfter))}` : say.state[pair.state]
}

/** Everything that can be done with a token and its pairs, apart from the one thing that its state asks for. */
export const tokenActions = (
  token: TokenView,
  pairs: readonly CertificatePair[],
  words: Texts,
): TokenActions => {
  const tokenId = token.id
  const to = (word: string, place: Place): TokenAction => ({ key: place.page, word, place })
  return {
    pairs: pairs.map((pair) => ({
      key: pair.id,
      title: titleOf(pair, words),
      actions: pairActions(pair, words),
    })),
    token: [
      to(words.pin.change, { page: 'pin', tokenId }),
      to(token.pin.locked ? words.unlock.title : words.pin.forgotten, { page: 'unlock', tokenId }),
      ...(token.kind === 'soft' ? [to(words.backup.title, { page: 'backup', tokenId })] : []),
      to(words.history.title, { page: 'history', tokenId }),
    ],
  }
}
