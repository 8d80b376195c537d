import forge from 'node-forge'
import * as pki from '../../src/pki/index.ts'
import { openPkcs12 } from '../../src/pki/pkcs12/rsa.ts'
import { freshParty, freshRoot, listOf } from '../unit/pki/authority.ts'
import {
  CFCA_ESCROWED_KEY,
  CFCA_KEY_FILE,
  CFCA_TEMPORARY_KEY,
  CFCA_TEST_LEAF,
  ECDSA_ROOT,
  NRCAC_ROOT,
  SADK_DETACHED,
  SADK_REQUEST,
  SADK_SIGNED,
} from '../unit/pki/samples.ts'
import { pathTargets, streamed } from './pki-path-targets.ts'

export type Target = {
  readonly name: string
  readonly seeds: readonly Uint8Array[]
  readonly read: (bytes: Uint8Array) => void
  /** The target is taken once in this many turns: some derive keys from passwords, which is slow. */
  readonly oneIn?: number
  /** The longest one reading may take if it includes a password's work. */
  readonly slowMs?: number
}

const DAY = 86_400_000

/** Every reader of src/pki with structures that it accepts as they are. */
export function targets(): readonly Target[] {
  const root = freshRoot()
  const signer = freshParty(root, {
    profile: 'signing',
    extra: [pki.residentIdExtension('11010519491231002X')],
  })
  const reader = freshParty(root, { profile: 'encryption' })
  return [
    ...certificates(root, signer, reader),
    ...pathTargets(root),
    ...messages(signer, reader),
    ...keys(signer, reader),
    ...parts(signer),
    ...status(root, signer),
    ...files(),
  ]
}

type Party = ReturnType<typeof freshRoot>

function certificates(root: Party, signer: Party, reader: Party): readonly Target[] {
  const { tbs, digest } = pki.csrToSign({
    subject: [['CN', '张三']],
    publicKey: signer.keys.publicKey,
    extensions: [pki.organisationCodeExtension('91330100799655058B')],
  })
  const request = pki.finishCsr(tbs, pki.sm2SignDigest(signer.keys.privateKey, digest))
  const answer = pki.encodeCsrResponse({
    signCertificates: [signer.certificate.raw],
    encryptedPrivateKey: pki.sealEnvelopedKey(signer.keys.publicKey, reader.keys),
    encryptCertificates: [reader.certificate.raw],
  })
  const text = new TextEncoder()
  return [
    {
      name: 'certificate',
      seeds: [
        signer.certificate.raw,
        reader.certificate.raw,
        root.certificate.raw,
        pki.fromBase64(CFCA_TEST_LEAF),
        pki.fromBase64(ECDSA_ROOT),
        rsaParty().certificate,
      ],
      read: (bytes) => {
        const certificate = pki.parseCertificate(bytes)
        pki.verifyChain(certificate, { trusted: [root.certificate], intermediates: [certificate] })
        pki.isSignedBy(certificate, certificate)
        pki.certIdOf(certificate, certificate)
        expectSame(pki.parseCertificate(certificate.raw).subject.text, certificate.subject.text)
      },
    },
    { name: 'PEM', seeds: [text.encode(NRCAC_ROOT)], read: (bytes) => void pki.parseCertificate(bytes) },
    {
      name: 'request',
      seeds: [request, pki.derOf(SADK_REQUEST)],
      read: (bytes) => void pki.verifyCsr(pki.parseCsr(bytes)),
    },
    { name: 'answer to a request', seeds: [answer], read: (bytes) => void pki.parseCsrResponse(bytes) },
  ]
}

function messages(signer: Party, reader: Party): readonly Target[] {
  const content = pki.randomBytes(100)
  const signed = pki.signedMessageToSign({
    content: { content },
    certificate: signer.certificate,
    detached: false,
    signingTime: new Date(),
  })
  const sealed = pki.sealedMessageToSign(content, signer.certificate, [reader.certificate])
  const sign = (digest: Uint8Array) => pki.sm2SignDigest(signer.keys.privateKey, digest)
  return [
    {
      name: 'signed message',
      seeds: [
        signed.finish(sign(signed.digest)),
        pki.fromBase64(SADK_SIGNED),
        pki.fromBase64(SADK_DETACHED),
        rsaMessage(content),
        streamed(pki.fromBase64(SADK_SIGNED)),
      ],
      read: (bytes) => {
        pki.cmsKind(bytes)
        pki.verifySignedMessage(pki.parseSignedMessage(bytes), { content: { content } })
      },
    },
    {
      name: 'sealed message',
      seeds: [
        pki.sealMessage(content, [reader.certificate]),
        streamed(pki.sealMessage(content, [reader.certificate])),
      ],
      read: (bytes) =>
        void pki.openMessage(pki.parseEnvelopedMessage(bytes), reader.certificate, reader.keys.privateKey),
    },
    {
      name: 'beginning of a sealed message',
      seeds: [pki.sealMessage(content, [reader.certificate]), sealed.finish(sign(sealed.digest))],
      read: (bytes) => {
        pki.isSignedHead(bytes)
        pki.readEnvelopeHead(bytes)
      },
    },
    {
      name: 'signed and sealed message',
      seeds: [sealed.finish(sign(sealed.digest))],
      read: (bytes) => {
        const message = pki.parseSignedAndEnvelopedMessage(bytes)
        attemptOf(() => pki.envelopedKeyOf(message, reader.keys.publicKey))
        pki.verifySealedMessage(message, pki.openMessage(message, reader.certificate, reader.keys.privateKey))
      },
    },
  ]
}

function keys(signer: Party, reader: Party): readonly Target[] {
  const { privateKey, publicKey } = signer.keys
  const sealed = pki.sealEnvelopedKey(publicKey, reader.keys)
  const secret = pki.randomBytes(40)
  const open = (key: pki.EnvelopedKey) => void pki.openEnvelopedKey(privateKey, key)
  const info = pki.sealToSign({
    id: '1',
    vendor: 'V',
    type: 'organisation',
    name: '某公司公章',
    picture: { format: 'PNG', bytes: pki.randomBytes(50), width: 40, height: 40 },
    createdAt: new Date(),
    validFrom: new Date(),
    validTo: new Date(Date.now() + DAY),
    signers: [signer.certificate.raw],
  })
  return [
    {
      name: 'enveloped key',
      seeds: [pki.encodeEnvelopedKey(sealed)],
      read: (bytes) => open(pki.parseEnvelopedKey(bytes)),
    },
    {
      name: 'enveloped key blob',
      seeds: [pki.encodeEnvelopedKeyBlob(sealed)],
      read: (bytes) => open(pki.parseEnvelopedKeyBlob(bytes)),
    },
    {
      name: 'private key',
      seeds: [pki.encodeSm2PrivateKey(signer.keys)],
      read: (bytes) => void pki.parseSm2PrivateKey(bytes),
    },
    {
      name: 'ciphertext',
      seeds: (['asn1', '04-c1c3c2', 'c1c2c3'] as const).map((form) =>
        pki.sm2Encrypt(publicKey, secret, form),
      ),
      read: (bytes) => expectSame(pki.toHex(pki.sm2Decrypt(privateKey, bytes)), pki.toHex(secret)),
    },
    {
      name: 'signature',
      seeds: [signer.sign(secret)],
      read: (bytes) => void pki.sm2Verify(publicKey, secret, bytes),
    },
    {
      name: 'seal',
      seeds: [pki.finishSeal(info, signer.certificate.raw, signer.sign(info))],
      read: (bytes) => void pki.sealProblems(pki.parseSeal(bytes), signer.certificate, new Date()),
    },
  ]
}

function status(root: Party, leaf: Party): readonly Target[] {
  const now = new Date()
  const later = new Date(now.getTime() + DAY)
  const list = pki.buildCrl(
    {
      issuer: root.certificate.subject.raw,
      thisUpdate: now,
      nextUpdate: later,
      number: 1,
      revoked: [{ serial: leaf.certificate.serial, revokedAt: now, reason: 'superseded' }],
      authorityKeyId: pki.keyIdentifier(root.keys.publicKey),
    },
    root.sign,
  )
  const partial = listOf(
    root,
    [{ oid: pki.OID.issuingDistributionPoint, critical: true, value: ISSUING_POINT }],
    [{ serial: leaf.certificate.serial, extensions: leaf.certificate.extensions.slice(0, 2) }],
  )
  const request = pki.buildOcspRequest(leaf.certificate, root.certificate, pki.randomBytes(16))
  const id = pki.certIdOf(leaf.certificate, root.certificate)
  const response = pki.buildOcspResponse(
    {
      responder: root.certificate.subject.raw,
      producedAt: now,
      answers: [{ id, status: { status: 'good' }, thisUpdate: now, nextUpdate: later }],
      nonce: null,
      certificates: [root.certificate.raw],
    },
    root.sign,
  )
  const revokedAt = { status: 'revoked', revokedAt: now, reason: 'superseded' } as const
  const revoked = pki.buildOcspResponse(
    {
      responder: root.certificate.subject.raw,
      producedAt: now,
      answers: [{ id, status: revokedAt, thisUpdate: now, nextUpdate: null }],
      nonce: pki.fromHex('0410'),
    },
    root.sign,
  )
  const check = { certificate: leaf.certificate, issuer: root.certificate, at: now, nonce: null }
  return [
    {
      name: 'revocation list',
      seeds: [list, partial],
      read: (bytes) => {
        const crl = pki.parseCrl(bytes)
        pki.verifyCrl(crl, root.certificate)
        pki.crlCovers(crl, leaf.certificate)
        pki.verifyChain(leaf.certificate, {
          trusted: [root.certificate],
          crls: [crl],
          requireRevocation: true,
        })
      },
    },
    { name: 'OCSP request', seeds: [request], read: (bytes) => void pki.parseOcspRequest(bytes) },
    {
      name: 'OCSP response',
      seeds: [response, revoked],
      read: (bytes) => {
        const parsed = pki.parseOcspResponse(bytes)
        if (parsed.outcome === 'answered') pki.checkOcspResponse(parsed.basic, check)
      },
    },
  ]
}

/** Readers of structures that mostly stand inside others. */
function parts({ certificate, keys: { privateKey, publicKey }, sign }: Party): readonly Target[] {
  const message = pki.randomBytes(40)
  const key = pki.randomBytes(16)
  const nonce = pki.randomBytes(12)
  const sealed = pki.sm4GcmSeal(key, nonce, message, key)
  return [
    { name: 'name', seeds: [certificate.subject.raw], read: (bytes) => void pki.parseName(bytes).text },
    {
      name: 'public key',
      seeds: [certificate.spkiDer, pki.parseCertificate(ECDSA_ROOT).spkiDer, rsaParty().publicKey],
      read: (bytes) =>
        void pki.verifySignature(pki.parsePublicKey(bytes), pki.OID.rsaSha256, message, message),
    },
    {
      name: 'bare public key',
      seeds: [publicKey, publicKey.subarray(1), pki.concat(Uint8Array.of(3), publicKey.subarray(1, 33))],
      read: (bytes) => void pki.sm2Encrypt(pki.normaliseSm2PublicKey(bytes), message),
    },
    {
      name: 'bare private key',
      seeds: [privateKey],
      read: (bytes) => void pki.sm2PublicKeyOf(bytes),
    },
    { name: 'signature to r and s', seeds: [sign(message)], read: (bytes) => void pki.signatureToRaw(bytes) },
    {
      name: 'authenticated ciphertext',
      seeds: [sealed.ciphertext],
      read: (bytes) => void pki.sm4GcmOpen(key, nonce, { ...sealed, ciphertext: bytes }, key),
    },
    {
      name: 'texts',
      seeds: [new TextEncoder().encode(`91330100799655058B 11010519491231002X 79965505-8 ${NRCAC_ROOT}`)],
      read: (bytes) => {
        const text = new TextDecoder().decode(bytes)
        for (const word of text.split(' ')) {
          pki.isCreditCode(word)
          pki.isOrganisationCode(word)
          pki.isResidentId(word)
          pki.maskedResidentId(word)
        }
        attemptOf(() => pki.fromHex(text))
        attemptOf(() => pki.fromBase64(text))
        pki.pemBlocks(text)
      },
    },
  ]
}

/** A part of a reading; if the part is refused, the reading goes on. */
function attemptOf(action: () => unknown): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof pki.PkiError)) throw error
  }
}

// A list for several issuers, limited to http://a.b/c/ and to users.
const ISSUING_POINT = pki.fromHex('3019a011a00f860d687474703a2f2f612e622f632f8101ff8401ff')

function files(): readonly Target[] {
  const temporary = pki.fromHex(CFCA_TEMPORARY_KEY)
  const escrowed = CFCA_ESCROWED_KEY.slice(80)
  const password = '123456'
  return [
    {
      name: 'CFCA key file',
      seeds: [pki.derOf(CFCA_KEY_FILE)],
      read: (bytes) => void pki.openCfcaKeyFile(bytes, password),
    },
    {
      name: 'CFCA escrowed key',
      seeds: [pki.fromBase64(escrowed)],
      read: (bytes) => void pki.openCfcaEscrowedKey(temporary, bytes),
    },
    {
      name: 'PKCS#12 file',
      seeds: [
        pkcs12(password, true, '3des'),
        pkcs12(password, false, '3des'),
        pkcs12(password, false, 'aes256'),
      ],
      read: (bytes) => void openPkcs12(bytes, password),
      oneIn: 40,
      slowMs: 30_000,
    },
  ]
}

/** An old file, with its authentication code and without it (so that mutations get past it). */
function pkcs12(password: string, useMac: boolean, algorithm: '3des' | 'aes256'): Uint8Array {
  const { key, x509 } = rsaParty()
  return bytesOf(forge.pkcs12.toPkcs12Asn1(key, x509, password, { algorithm, count: 100, useMac }))
}

const bytesOf = (asn1: forge.asn1.Asn1) =>
  Uint8Array.from(forge.asn1.toDer(asn1).getBytes(), (character) => character.charCodeAt(0))

let rsa: ReturnType<typeof freshRsaParty> | null = null
function rsaParty() {
  rsa ??= freshRsaParty()
  return rsa
}

function freshRsaParty() {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(1024)
  const x509 = forge.pki.createCertificate()
  x509.publicKey = publicKey
  x509.setSubject([{ shortName: 'CN', value: 'old user' }])
  x509.setIssuer([{ shortName: 'CN', value: 'old user' }])
  x509.sign(privateKey, forge.md.sha256.create())
  const certificate = bytesOf(forge.pki.certificateToAsn1(x509))
  return { key: privateKey, x509, certificate, publicKey: bytesOf(forge.pki.publicKeyToAsn1(publicKey)) }
}

/** A message of RFC 5652 with RSA and attributes. */
function rsaMessage(content: Uint8Array): Uint8Array {
  const { key, x509 } = rsaParty()
  const { data, contentType, messageDigest, sha256 } = forge.pki.oids
  const message = forge.pkcs7.createSignedData()
  message.content = forge.util.createBuffer(String.fromCharCode(...content))
  message.addCertificate(x509)
  message.addSigner({
    key,
    certificate: x509,
    digestAlgorithm: sha256 ?? '',
    authenticatedAttributes: [{ type: contentType ?? '', value: data ?? '' }, { type: messageDigest ?? '' }],
  })
  message.sign()
  return bytesOf(message.toAsn1())
}

function expectSame(a: string, b: string): void {
  if (a !== b) throw new Error('half accepted: what came out is not what went in')
}
