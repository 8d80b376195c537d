import { DerReader } from '../../pki/der/index.ts'
import { encodeSm2Cipher, PkiError, parseEnvelopedKey } from '../../pki/index.ts'
import { readAsn1Cipher } from '../../pki/sm2/cipher-form.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { OpenedSession, Operation, Operations, ResultOf, SessionId } from '../abi.ts'
import { openWithKey } from '../open-with-key.ts'
import type { SignScheme, TokenSession } from '../token.ts'
import { keyAnswer, namesOf, signatureAnswer } from './answers.ts'
import type { HostLink } from './link.ts'

const digestLengths: Readonly<Record<SignScheme, number>> = {
  'sm2-digest': 32,
  'rsa-sha256': 32,
  'ecdsa-sha256': 32,
}

const envelopePublicKey = (enveloped: Uint8Array): Uint8Array => {
  try {
    return parseEnvelopedKey(enveloped).publicKey
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('envelope-broken', {}, error) : error
  }
}

const cipherInForm = (cipher: Uint8Array, { cipherForm }: OpenedSession): Uint8Array => {
  if (cipherForm === 'asn1') return cipher
  try {
    return encodeSm2Cipher(DerReader.of(cipher, 'SM2 ciphertext').only(readAsn1Cipher), '04-c1c3c2')
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('input-invalid', {}, error) : error
  }
}

type WithoutSession<P> = P extends [SessionId, ...infer Rest] ? Rest : never
type InSession<O extends Operation> = WithoutSession<Parameters<Operations[O]>>

/** A logged-in scope on a token host. It belongs to one life of that host. */
export const hostedSession = (link: HostLink, life: number, opened: OpenedSession): TokenSession => {
  const ask = <O extends Operation>(operation: O, ...rest: InSession<O>): Promise<ResultOf<O>> =>
    link.requestIn(life, operation, ...([opened.session, ...rest] as unknown as Parameters<Operations[O]>))
  return {
    pinKept: opened.pinKept,
    keys: () => ask('keys'),
    generateSm2: async (label) => keyAnswer(await ask('generate', label)),
    sign: async (keyId, digest, scheme) => {
      if (digest.length !== digestLengths[scheme]) throw new AssistantError('input-invalid')
      return signatureAnswer(await ask('sign', keyId, digest, scheme), scheme, opened.signatureForm)
    },
    decrypt: (keyId, cipher) => ask('decrypt', keyId, cipherInForm(cipher, opened)),
    openEnvelope: async (keyId, envelope) => {
      if (opened.opens === 'envelopes') return ask('openEnvelope', keyId, envelope)
      return openWithKey(await ask('decrypt', keyId, cipherInForm(envelope.key, opened)), envelope)
    },
    importPair: async (wrapping, label, enveloped) =>
      keyAnswer(await ask('importPair', wrapping, label, enveloped, envelopePublicKey(enveloped))),
    writeCertificate: async (keyId, label, bytes) =>
      ask('writeCertificate', keyId, label, bytes, namesOf(bytes)),
    certificates: () => ask('certificates'),
    removeKey: (keyId) => ask('removeKey', keyId),
    removeCertificate: (objectId) => ask('removeCertificate', objectId),
    data: () => ask('data'),
    writeData: (label, value) => ask('writeData', label, value),
    removeData: (label) => ask('removeData', label),
    writeSeal: (label, value) => ask('writeSeal', label, value),
    removeSeal: (label) => ask('removeSeal', label),
  }
}
