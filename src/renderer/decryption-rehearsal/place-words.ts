import type { RehearsalRecipient, TokenView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { dateOf, grouped, tokenName } from '../words/format.ts'

const deviceOf = (tokens: readonly TokenView[], tokenId: string, words: Texts): string => {
  const say = words.decryptionRehearsal
  const token = tokens.find(({ id }) => id === tokenId)
  if (token === undefined || token.kind === 'soft') return say.softDevice
  return say.ukeyDevice([tokenName(token, words), grouped(token.serial)].filter(Boolean).join(' · '))
}

/** The device of a recipient's key in words, where it is or was; null if nobody knows. */
export const deviceWords = (
  { place }: RehearsalRecipient,
  tokens: readonly TokenView[],
  words: Texts,
): string | null => {
  const say = words.decryptionRehearsal
  switch (place.is) {
    case 'here':
    case 'without-key':
    case 'removed':
      return deviceOf(tokens, place.tokenId, words)
    case 'seen':
      return place.tokenKind === 'soft' ? say.softDevice : say.ukeyDevice(place.tokenName)
    case 'unknown':
      return null
  }
}

/** Whether an attempt makes sense now. */
export const canTry = ({ algorithm, place }: RehearsalRecipient): boolean =>
  algorithm === 'sm2' && place.is === 'here'

export const nameOfRecipient = ({ holder, issuer, keyId }: RehearsalRecipient, words: Texts): string =>
  holder ??
  issuer ??
  (keyId === null ? words.decryptionRehearsal.unnamed : words.decryptionRehearsal.byKeyId(grouped(keyId)))

/** Serial number, issuer and end of the certificate, as far as they are known. */
export const factsOfRecipient = (recipient: RehearsalRecipient, words: Texts): readonly string[] => {
  const say = words.decryptionRehearsal
  const { holder, issuer, serial, notAfter } = recipient
  return [
    serial === null ? '' : say.bySerial(grouped(serial)),
    holder === null ? '' : (issuer ?? ''),
    notAfter === null ? '' : say.until(dateOf(notAfter)),
  ].filter(Boolean)
}

export const placeWords = (
  recipient: RehearsalRecipient,
  tokens: readonly TokenView[],
  words: Texts,
): string => {
  const say = words.decryptionRehearsal
  const { algorithm, place, serial, keyId } = recipient
  if (serial === null && keyId === null) return say.otherKind
  if (algorithm === 'rsa') return say.rsa
  if (algorithm === 'other') return say.otherKind
  const device = deviceWords(recipient, tokens, words) ?? ''
  switch (place.is) {
    case 'here':
      return say.here(device)
    case 'without-key':
      return say.withoutKey(device)
    case 'removed':
      return say.removed(device)
    case 'seen':
      return say.seen(device, place.at)
    case 'unknown':
      return say.unknown
  }
}
