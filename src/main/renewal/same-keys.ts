import type { HeldPair, ReadCertificate, StoredKey } from '../../native/index.ts'
import { pairCertificates } from '../../native/index.ts'
import { equalBytes, fingerprintSha256, parseCertificate, toHex } from '../../pki/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { RenewalStep } from '../../shared/models/index.ts'
import { fromBase64 } from '../files/base64.ts'
import { leavingOf } from '../issuance/retirement.ts'
import { base64Of } from '../issuance/steps/authority.ts'
import { confirmed } from '../issuance/steps/confirmation.ts'
import { readBackAndUsed } from '../issuance/steps/verification.ts'
import { assertKeyPresent } from '../issuance/steps/writing.ts'
import { encryptionLabel, signingLabel } from '../transactions/labels.ts'
import { putBackOldPair, removeCertificates } from '../transactions/old-pair.ts'
import { leftBy } from '../transactions/progress.ts'
import type { LeftBy } from '../transactions/records.ts'
import { onToken, outside, type Progress, type Step, type TokenWork } from '../transactions/step.ts'

// The steps of a renewal whose keys stay, where they differ: no key is made, imported or removed, and the certificates
// of the keys are exchanged.

const pointOf = ({ certificate: { publicKey } }: ReadCertificate): Uint8Array => {
  if (publicKey.type !== 'sm2') throw new AssistantError('same-key-missing')
  return publicKey.point
}

/** One half of the pair as it is now. The private key must be there; its public half may be hidden. */
const halfOf = (one: ReadCertificate, keys: readonly StoredKey[]) => {
  const point = pointOf(one)
  const own = keys.find(({ publicKey }) => publicKey !== null && equalBytes(publicKey, point))
  const key = own ?? keys.find(({ keyId, publicKey }) => keyId === one.stored.keyId && publicKey === null)
  if (!key) throw new AssistantError('same-key-missing')
  return { keyId: key.keyId, label: one.stored.label, der: base64Of(one.stored.der) }
}

const isOf =
  ({ progress, isForeign }: TokenWork) =>
  ({ signing }: HeldPair): boolean => {
    const { business } = progress.started
    if (business.kind !== 'renew' || signing === null) return false
    return signing.certificate.serialHex === business.previousSerial && !isForeign(signing.certificate)
  }

/** Finds the pair of the certificate. Its certificates are in the journal from here on. */
const knownPair = async (work: TokenWork): Promise<LeftBy<'keypair'>> => {
  const { session, tokenId } = work
  const keys = await session.keys()
  const found = pairCertificates(await session.certificates(), keys).pairs.find(isOf(work))
  if (!found?.signing || !found.encryption) throw new AssistantError('same-key-missing')
  const signing = halfOf(found.signing, keys)
  const encryption = halfOf(found.encryption, keys)
  const publicKey = toHex(pointOf(found.signing))
  return { tokenId, keyId: signing.keyId, publicKey, old: { signing, encryption } }
}

const oldOf = (progress: Progress) => {
  const { old } = leftBy(progress, 'keypair')
  if (!old) throw new Error('the journal lacks the old certificates')
  return old
}

const oldDers = (progress: Progress): readonly Uint8Array[] => {
  const { signing, encryption } = oldOf(progress)
  return [signing.der, encryption.der].map(fromBase64)
}

/** If it fails while the token is there, the old certificates are put back before anybody hears of it. */
const orAsBefore =
  <Left>(work: (work: TokenWork) => Promise<Left>) =>
  async (given: TokenWork): Promise<Left> => {
    try {
      return await work(given)
    } catch (error) {
      // What failed first is what the person must know. The journal can still put them back later.
      await putBackOldPair(given.session, given.progress).catch((second: unknown) => {
        if (!isAssistantError(second)) throw second
      })
      throw error
    }
  }

const signingWritten = async (work: TokenWork): Promise<LeftBy<'write-signing'>> => {
  const { progress, session } = work
  await assertKeyPresent(work)
  const label = signingLabel(leftBy(progress, 'request').requestId)
  const der = fromBase64(leftBy(progress, 'collect').signatureCertificate)
  const { objectId } = await session.writeCertificate(leftBy(progress, 'keypair').keyId, label, der)
  return { objectId }
}

const encryptionWritten = async (work: TokenWork): Promise<LeftBy<'write-encryption'>> => {
  // An earlier failure of this step has put the old one back.
  await signingWritten(work)
  const { progress, session } = work
  const { keyId } = oldOf(progress).encryption
  const label = encryptionLabel(leftBy(progress, 'request').requestId)
  const der = fromBase64(leftBy(progress, 'collect').encryptionCertificate)
  const { objectId } = await session.writeCertificate(keyId, label, der)
  return { keyId, objectId }
}

/**
 * Removes the old certificates, where they are beside the new ones, and other predecessors with their signing keys.
 * The keys of the pair stay, whatever else names them.
 */
const retired = async ({ progress, session }: TokenWork): Promise<LeftBy<'retire'>> => {
  const gone = await removeCertificates(session, oldDers(progress))
  const staying = [leftBy(progress, 'keypair').keyId, leftBy(progress, 'write-encryption').keyId]
  const { others } = leftBy(progress, 'verify')
  const { keyIds } = leavingOf(others, leftBy(progress, 'confirm').retired)
  const leaving = keyIds.filter((keyId) => !staying.includes(keyId))
  for (const keyId of leaving) await session.removeKey(keyId)
  return { removed: gone + leaving.length }
}

/** Where a container has room for one certificate, the old ones are out of sight by now, but not forgotten. */
const supersededToo = outside('confirm', async (work) => {
  const left = await confirmed(work)
  work.superseded(oldDers(work.progress).map((der) => fingerprintSha256(parseCertificate(der))))
  return left
})

export const stepsWithSameKeys = {
  keypair: onToken('keypair', knownPair),
  'write-signing': onToken('write-signing', orAsBefore(signingWritten)),
  'write-encryption': onToken('write-encryption', orAsBefore(encryptionWritten)),
  verify: onToken('verify', orAsBefore(readBackAndUsed), { after: 'pair-check-failed', to: 'write-signing' }),
  confirm: supersededToo,
  retire: onToken('retire', retired),
} as const satisfies Partial<Readonly<Record<RenewalStep, Step>>>
