import { stepsWithSameKeys } from '../../../../src/main/renewal/same-keys.ts'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import type { Done, LeftBy, TransactionRecord } from '../../../../src/main/transactions/records.ts'
import type { TokenWork } from '../../../../src/main/transactions/step.ts'
import type { TokenSession } from '../../../../src/native/index.ts'
import {
  buildCertificate,
  type CertificateProfile,
  concat,
  prepareSm2Signer,
  profileExtensions,
  randomBytes,
  sm2SignDigest,
  toBase64,
  toHex,
} from '../../../../src/pki/index.ts'
import type { RenewalStep } from '../../../../src/shared/models/index.ts'
import { freshParty, type Party } from '../../pki/authority.ts'
import { authorityOf } from '../authority-of.ts'
import { keyringOf } from '../keyring-of.ts'
import { holder, root, tokenOf } from '../sealed.ts'
import { businesses, renewing } from '../transactions/businesses-of.ts'
import { at } from '../transactions/recorded.ts'

export const signing = freshParty(root, { profile: 'signing', name: '张三' })
export const encryption = holder('张三')

/** Another certificate for the same key. */
const renewed = ({ keys, certificate }: Party, profile: CertificateProfile): Uint8Array =>
  buildCertificate(
    {
      ...{ serial: concat(Uint8Array.of(1), randomBytes(8)), publicKey: keys.publicKey },
      ...{ issuer: root.certificate.subject.raw, subject: certificate.subject.raw },
      ...{ notBefore: new Date('2026-01-01'), notAfter: new Date('2028-01-01') },
      extensions: profileExtensions(profile, {
        ...{ publicKey: keys.publicKey, issuerPublicKey: root.keys.publicKey },
      }),
    },
    prepareSm2Signer(root.keys.privateKey).sign,
  )
export const fresh = { signing: renewed(signing, 'signing'), encryption: renewed(encryption, 'encryption') }

const old = {
  signing: { keyId: '0', label: 'old S', der: toBase64(signing.certificate.raw) },
  encryption: { keyId: '1', label: 'old E', der: toBase64(encryption.certificate.raw) },
}
export const known: LeftBy<'keypair'> = {
  ...{ tokenId: 'token-1', keyId: '0', publicKey: toHex(signing.keys.publicKey), old },
}
const done = <S extends RenewalStep>(step: S, left: LeftBy<S & Done['step']>): Done =>
  ({ type: 'done', step, at, seconds: 1, left }) as Done

export const started = {
  ...renewing('same'),
  business: { ...renewing('same').business, previousSerial: signing.certificate.serialHex },
}
/** What a 续期 with the same keys has written, each step with what it left. */
export const left: readonly Done[] = [
  done('request', { requestId: 'request-1', resumeToken: 'r', subject: 'AAAA' }),
  done('keypair', known),
  done('csr', { csr: 'AAAA' }),
  done('submit', { ready: true }),
  done('await', {}),
  done('collect', {
    signatureCertificate: toBase64(fresh.signing),
    encryptionCertificate: toBase64(fresh.encryption),
  }),
  done('write-signing', { objectId: 'o' }),
  done('write-encryption', { keyId: '1', objectId: 'p' }),
  done('verify', { confirmation: 'AAAA', others: [] }),
  done('confirm', { retired: [] }),
]

/** The pair that was there before, with the labels that it had. */
export const oldToken = (session: Partial<TokenSession> = {}) => {
  const sign: TokenSession['sign'] = async (keyId, digest) =>
    sm2SignDigest((keyId === '0' ? signing : encryption).keys.privateKey, digest)
  const people = [signing, encryption]
  return tokenOf(people, {
    certificates: people.map(({ certificate }, n) => ({
      ...{ objectId: `object-${n}`, keyId: String(n), label: n === 0 ? 'old S' : 'old E' },
      der: certificate.raw,
    })),
    session: { sign, ...session },
  })
}

type StepHere = keyof typeof stepsWithSameKeys

/** Does one of these steps after those before it. */
export const performed = async (
  name: StepHere,
  { session }: { readonly session: TokenSession },
  change: {
    readonly records?: readonly TransactionRecord[]
    readonly isForeign?: TokenWork['isForeign']
    readonly superseded?: TokenWork['superseded']
    readonly confirm?: () => Promise<object>
  } = {},
): Promise<Done['left'] | object> => {
  const place = left.findIndex(({ step }) => step === name)
  const before = place < 0 ? left : left.slice(0, place)
  const progress = progressOf(change.records ?? [started, ...before], businesses())
  if (!progress) throw new Error('these records do not fit together')
  const authority = authorityOf('demo', () => ({
    requests: { confirm: change.confirm ?? (async () => ({})) },
  }))
  const act = stepsWithSameKeys[name].act('ukey', progress)
  return act.run({
    ...{ transactionId: 'one', progress, authority, owner: () => authority.client(), session },
    ...{ tokenId: 'token-1', keyring: keyringOf().keyring, isForeign: change.isForeign ?? (() => false) },
    superseded: change.superseded ?? (() => {}),
  })
}
