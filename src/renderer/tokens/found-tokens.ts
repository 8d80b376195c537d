import type { TokenView } from '../../shared/models/index.ts'

const plain = (text: string): string => text.toLowerCase().replace(/[\s:-]/g, '')

/** All that a person may look for a token by: the names on it, its number, and whose certificates it has. */
const wordsOf = ({ label, nickname, vendor, model, serial, pairs }: TokenView): readonly string[] => [
  ...[label, nickname ?? '', `${vendor}${model}`, serial],
  ...pairs.flatMap(({ signing, encryption }) =>
    [signing, encryption].flatMap((one) => (one ? [one.holder, one.issuer, one.serial] : [])),
  ),
]

/** The tokens in which the words are found, in the order in which they were. */
export const foundTokens = (tokens: readonly TokenView[], search: string): readonly TokenView[] => {
  const wanted = plain(search)
  return wanted === ''
    ? tokens
    : tokens.filter((token) => wordsOf(token).some((text) => plain(text).includes(wanted)))
}
