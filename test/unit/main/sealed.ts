import type { Envelope, PresentToken, TokenSession } from '../../../src/native/index.ts'
import { openWithKey } from '../../../src/native/open-with-key.ts'
import { concat, sealedFrame, sm2Decrypt, sm4CbcEncryption } from '../../../src/pki/index.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import { freshParty, freshRoot, type IssueOptions, type Party } from '../pki/authority.ts'
import { type TokenWish, tokenAtHand } from './token-at-hand.ts'

export const root = freshRoot()
export const holder = (name: string, rest: Partial<IssueOptions> = {}): Party =>
  freshParty(root, { profile: 'encryption', name, ...rest })

export const sealKey = new Uint8Array(16).fill(7)
export const sealIv = new Uint8Array(16).fill(9)

/** A message of GM/T 0010 that is sealed to these people. */
export const sealedTo = (content: Uint8Array, ...people: readonly Party[]): Uint8Array => {
  const recipients = people.map(({ certificate }) => certificate)
  const { head, tail } = sealedFrame(content.length, { recipients, key: sealKey, iv: sealIv })
  const encryption = sm4CbcEncryption(sealKey, sealIv)
  return concat(head, encryption.update(content), encryption.finish(), tail)
}

/** The private half of the session: it opens what is sealed to these keys, by their number. */
const opening = (people: readonly Party[]): Pick<TokenSession, 'decrypt' | 'openEnvelope'> => {
  const decrypt = async (keyId: string, cipher: Uint8Array): Promise<Uint8Array> => {
    const one = people[Number(keyId)]
    if (!one) throw new AssistantError('object-missing')
    try {
      return sm2Decrypt(one.keys.privateKey, cipher, 'asn1')
    } catch (error) {
      throw new AssistantError('input-invalid', {}, error)
    }
  }
  const openEnvelope = async (keyId: string, envelope: Envelope) =>
    openWithKey(await decrypt(keyId, envelope.key), envelope)
  return { decrypt, openEnvelope }
}

/** A token with the certificates and keys of these people; the number of a key is that of its owner. */
export const tokenOf = (people: readonly Party[], wish: TokenWish = {}) =>
  tokenAtHand({
    certificates: people.map(({ certificate }, n) => ({
      ...{ objectId: `object-${n}`, keyId: String(n), label: '', der: certificate.raw },
    })),
    keys: people.map(({ keys }, n) => ({
      ...{ keyId: String(n), label: '', type: 'sm2' as const, publicKey: keys.publicKey },
    })),
    ...wish,
    session: { ...opening(people), ...wish.session },
  })

/** The same token without its public keys, or without its certificates. */
export const without = (present: PresentToken, what: 'keys' | 'certificates'): PresentToken => ({
  ...present,
  [what]: [],
})
