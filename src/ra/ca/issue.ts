import { equalBytes, toHex } from '../../pki/bytes.ts'
import { encodeEnvelopedKey, sealEnvelopedKey } from '../../pki/envelope/index.ts'
import { generateSm2KeyPair, sm2PublicKeyOf, wipe } from '../../pki/sm2/index.ts'
import { buildCertificate, profileExtensions } from '../../pki/x509/index.ts'
import type { Account, CertificateKind, Issued, IssuedCertificate } from '../records.ts'
import type { Addresses } from './addresses.ts'
import type { CaKeys } from './ca-keys.ts'
import { kindExtensions } from './kind.ts'
import { newSerial } from './serial.ts'
import { identityExtensions } from './subject.ts'

export type Order = {
  readonly account: Account
  readonly subjectDer: Uint8Array
  readonly kind: CertificateKind
  /** The signing key of the request (04‖X‖Y). */
  readonly signingKey: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
}

/** The encryption key that a holder has already: its public half, its escrowed copy, and under which number that is. */
export type HeldKey = {
  readonly publicKey: Uint8Array
  readonly escrow: Uint8Array | null
  readonly serial: string
}

/**
 * Makes the pair. The signature certificate is for the holder's own key. The key-management part here makes the
 * encryption pair, hands it out sealed under the signing key, and keeps a sealed copy for recovery.
 */
export function issuePair(ca: CaKeys, addresses: Addresses, order: Order): Issued {
  const signature = issue(ca, addresses, order, 'signing', order.signingKey)
  const pair = generateSm2KeyPair()
  const encryption = issue(ca, addresses, order, 'encryption', pair.publicKey)
  const envelopedKey = encodeEnvelopedKey(sealEnvelopedKey(order.signingKey, pair))
  const escrow = ca.sealing.seal('escrowed-key', pair.privateKey, encryption.serial)
  wipe(pair.privateKey)
  return { signature, encryption, envelopedKey, escrow }
}

/**
 * Makes the certificates of a pair whose keys the holder has already. No private key goes out; the escrowed copy is
 * sealed anew, because it is bound to the number of its certificate.
 */
export function certifyAgain(ca: CaKeys, addresses: Addresses, order: Order, held: HeldKey): Issued {
  const signature = issue(ca, addresses, order, 'signing', order.signingKey)
  const encryption = issue(ca, addresses, order, 'encryption', held.publicKey)
  if (held.escrow === null) return { signature, encryption, envelopedKey: null, escrow: null }
  const privateKey = ca.sealing.open('escrowed-key', held.escrow, held.serial)
  const isIt = equalBytes(sm2PublicKeyOf(privateKey), held.publicKey)
  const escrow = isIt ? ca.sealing.seal('escrowed-key', privateKey, encryption.serial) : null
  wipe(privateKey)
  if (escrow === null) throw new Error(`the key in escrow for ${held.serial} is that of another certificate`)
  return { signature, encryption, envelopedKey: null, escrow }
}

function issue(
  { issuing }: CaKeys,
  addresses: Addresses,
  order: Order,
  profile: 'signing' | 'encryption',
  publicKey: Uint8Array,
): IssuedCertificate {
  const serial = newSerial()
  const der = buildCertificate(
    {
      serial,
      issuer: issuing.subject,
      subject: order.subjectDer,
      notBefore: new Date(order.notBefore),
      notAfter: new Date(order.notAfter),
      publicKey,
      extensions: profileExtensions(profile, {
        publicKey,
        issuerPublicKey: issuing.publicKey,
        crlUrls: [addresses.crl],
        ocspUrls: [addresses.ocsp],
        caIssuerUrls: [addresses.issuingCertificate],
        extra: [...identityExtensions(order.account), ...kindExtensions(order.kind)],
      }),
    },
    issuing.signer.sign,
  )
  return { serial: toHex(serial).toUpperCase(), der, notBefore: order.notBefore, notAfter: order.notAfter }
}
