import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { context, der } from '../../pki/der/index.ts'
import { encodeName, OID, toPem } from '../../pki/index.ts'

/** A certificate authority that exists only as long as this file's function runs, and the one certificate it signed. */
export type LoopbackCertificate = {
  /** DER of the authority's certificate: this is what browsers are told to trust. */
  readonly authority: Uint8Array
  /** SHA-1 of it in hex: how Windows and macOS name a certificate. */
  readonly sha1: string
  /** PEM of the server's certificate and of the authority above it. */
  readonly chain: string
  /** PEM of the server's private key. */
  readonly key: string
  readonly notAfter: Date
}

const day = 86_400_000
/** Apple's systems refuse server certificates of more than 825 days, browsers prefer 398. */
const lifetime = 397 * day

const extension = (oid: string, critical: boolean, value: Uint8Array): Uint8Array =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value))

const addresses = [
  Uint8Array.of(127, 0, 0, 1),
  Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
] as const
const hostName = new TextEncoder().encode('localhost')

const names = (): Uint8Array =>
  der.sequence(der.implicit(2, hostName), ...addresses.map((address) => der.implicit(7, address)))

/** RFC 5280 4.2.1.10: an address is followed by its mask, here that of one address. */
const constraints = (): Uint8Array => {
  const alone = addresses.map((address) => Uint8Array.of(...address, ...address.map(() => 255)))
  const permitted = [der.implicit(2, hostName), ...alone.map((range) => der.implicit(7, range))]
  return der.sequence(der.element(context(0), ...permitted.map((name) => der.sequence(name))))
}

const keyIdOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(
    createHash('sha1')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest(),
  )

type Wish = {
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly key: KeyObject
  readonly from: Date
  readonly to: Date
  readonly extensions: readonly Uint8Array[]
}

const certificateBy = (signer: KeyObject, wish: Wish): Uint8Array => {
  const algorithm = der.sequence(der.oid(OID.ecdsaSha256))
  const serial = new Uint8Array(randomBytes(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(serial),
    algorithm,
    wish.issuer,
    der.sequence(der.time(wish.from), der.time(wish.to)),
    wish.subject,
    new Uint8Array(wish.key.export({ type: 'spki', format: 'der' })),
    der.explicit(3, der.sequence(...wish.extensions)),
  )
  return der.sequence(tbs, algorithm, der.bits(new Uint8Array(sign('sha256', tbs, signer))))
}

/**
 * Makes an authority that may speak only for this computer, lets it sign one server certificate, and forgets its key:
 * the key was never written anywhere, so nobody can make a second certificate that browsers would trust.
 */
export const makeLoopbackCertificate = (now: Date): LoopbackCertificate => {
  const [above, server] = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ]
  const mark = randomBytes(4).toString('hex').toUpperCase()
  const issuer = encodeName([
    ['O', 'Certificate Assistant'],
    ['CN', `Certificate Assistant loopback ${mark}`],
  ])
  const [from, to] = [new Date(now.getTime() - day), new Date(now.getTime() - day + lifetime)]
  const dates = { from, to, issuer }
  const aboveId = keyIdOf(above.publicKey)
  const purpose = extension(OID.extendedKeyUsage, false, der.sequence(der.oid(OID.serverAuth)))
  const authority = certificateBy(above.privateKey, {
    ...{ ...dates, subject: issuer, key: above.publicKey },
    extensions: [
      extension(OID.basicConstraints, true, der.sequence(der.boolean(true), der.integer(0))),
      extension(OID.keyUsage, true, der.namedBits([5])),
      extension(OID.nameConstraints, true, constraints()),
      purpose,
      extension(OID.subjectKeyId, false, der.octets(aboveId)),
    ],
  })
  const leaf = certificateBy(above.privateKey, {
    ...{ ...dates, subject: encodeName([['CN', '127.0.0.1']]), key: server.publicKey },
    extensions: [
      extension(OID.basicConstraints, true, der.sequence()),
      extension(OID.keyUsage, true, der.namedBits([0])),
      purpose,
      extension(OID.subjectAltName, false, names()),
      extension(OID.subjectKeyId, false, der.octets(keyIdOf(server.publicKey))),
      extension(OID.authorityKeyId, false, der.sequence(der.implicit(0, aboveId))),
    ],
  })
  return {
    authority,
    sha1: createHash('sha1').update(authority).digest('hex'),
    chain: toPem('CERTIFICATE', leaf) + toPem('CERTIFICATE', authority),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    notAfter: to,
  }
}
