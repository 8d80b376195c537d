import forge from 'node-forge'
import * as pki from '../../src/pki/index.ts'
import { openPkcs12 } from '../../src/pki/pkcs12/rsa.ts'
import { freshParty, freshRoot } from '../unit/pki/authority.ts'
import {
  CFCA_ESCROWED_KEY,
  CFCA_KEY_FILE,
  CFCA_TEMPORARY_KEY,
  CFCA_TEST_LEAF,
  NRCAC_ROOT,
  SADK_DETACHED,
  SADK_REQUEST,
  SADK_SIGNED,
} from '../unit/pki/samples.ts'

// Mutates real structures and reads them: a reader may refuse with its one error or return a whole model, and in
// neither case may it take long. Anything else ends the run with the bytes that did it.

type Target = {
  readonly name: string
  readonly seeds: readonly Uint8Array[]
  readonly read: (bytes: Uint8Array) => void
  /** Taken once in so many turns: for what derives keys from passwords. */
  readonly oneIn?: number
  /** The longest one reading may take, where a password's work is part of it. */
  readonly slowMs?: number
}
type Random = () => number

/** The longest one reading may take; far above what a busy machine needs. */
const SLOW_MS = 2000
const DAY = 86_400_000

function targets(): readonly Target[] {
  const root = freshRoot()
  const signer = freshParty(root, {
    profile: 'signing',
    extra: [pki.residentIdExtension('11010519491231002X')],
  })
  const reader = freshParty(root, { profile: 'encryption' })
  return [
    ...certificates(root, signer, reader),
    ...messages(signer, reader),
    ...keys(signer, reader),
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
      ],
      read: (bytes) => {
        const certificate = pki.parseCertificate(bytes)
        pki.verifyChain(certificate, { trusted: [root.certificate] })
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
      seeds: [signed.finish(sign(signed.digest)), pki.fromBase64(SADK_SIGNED), pki.fromBase64(SADK_DETACHED)],
      read: (bytes) => void pki.verifySignedMessage(pki.parseSignedMessage(bytes), { content: { content } }),
    },
    {
      name: 'sealed message',
      seeds: [pki.sealMessage(content, [reader.certificate])],
      read: (bytes) =>
        void pki.openMessage(pki.parseEnvelopedMessage(bytes), reader.certificate, reader.keys.privateKey),
    },
    {
      name: 'signed and sealed message',
      seeds: [sealed.finish(sign(sealed.digest))],
      read: (bytes) => {
        const message = pki.parseSignedAndEnvelopedMessage(bytes)
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
  const check = { certificate: leaf.certificate, issuer: root.certificate, at: now, nonce: null }
  return [
    {
      name: 'revocation list',
      seeds: [list],
      read: (bytes) => void pki.verifyCrl(pki.parseCrl(bytes), root.certificate),
    },
    { name: 'OCSP request', seeds: [request], read: (bytes) => void pki.parseOcspRequest(bytes) },
    {
      name: 'OCSP response',
      seeds: [response],
      read: (bytes) => {
        const parsed = pki.parseOcspResponse(bytes)
        if (parsed.outcome === 'answered') pki.checkOcspResponse(parsed.basic, check)
      },
    },
  ]
}

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
      seeds: [pkcs12(password, true), pkcs12(password, false)],
      read: (bytes) => void openPkcs12(bytes, password),
      oneIn: 40,
      slowMs: 30_000,
    },
  ]
}

/** An old file, with and (so that mutations get past it) without its authentication code. */
function pkcs12(password: string, useMac: boolean): Uint8Array {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(1024)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.setSubject([{ shortName: 'CN', value: 'old user' }])
  certificate.sign(privateKey)
  const options = { algorithm: '3des', count: 100, useMac } as const
  const asn1 = forge.pkcs12.toPkcs12Asn1(privateKey, certificate, password, options)
  return Uint8Array.from(forge.asn1.toDer(asn1).getBytes(), (character) => character.charCodeAt(0))
}

function expectSame(a: string, b: string): void {
  if (a !== b) throw new Error('half accepted: what came out is not what went in')
}

/** Repeatable numbers between 0 and 1 (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const EDGES = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xff, 0x30, 0x31, 0x24, 0xa0, 0x1f, 0x3f]
const below = (random: Random, n: number) => Math.floor(random() * n)
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array
const cut = (bytes: Uint8Array, random: Random) => {
  const from = below(random, bytes.length + 1)
  return [from, Math.min(bytes.length, from + below(random, 1 + below(random, 64)))] as const
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = below(random, bytes.length)
    return bytes.length === 0 ? bytes : bytes.with(at, (bytes[at] ?? 0) ^ (1 << below(random, 8)))
  },
  (bytes, random) =>
    bytes.length === 0 ? bytes : bytes.with(below(random, bytes.length), pick(random, EDGES)),
  (bytes, random) => bytes.slice(0, below(random, bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = cut(bytes, random)
    return pki.concat(bytes.subarray(0, from), bytes.subarray(to))
  },
  (bytes, random) => {
    const [from, to] = cut(bytes, random)
    return pki.concat(bytes.subarray(0, to), bytes.subarray(from))
  },
  (bytes, random, other) => {
    const [from, to] = cut(other, random)
    const at = below(random, bytes.length + 1)
    return pki.concat(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at))
  },
  (bytes, random, other) => {
    const at = below(random, bytes.length + 1)
    return pki.concat(bytes.subarray(0, at), other.subarray(Math.min(at, other.length)))
  },
]

function mutated(target: Target, random: Random): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(pick(random, target.seeds))
  for (let i = 1 + below(random, 4); i > 0; i--)
    bytes = pick(random, MUTATIONS)(bytes, random, pick(random, target.seeds))
  return bytes
}

function attempt(target: Target, bytes: Uint8Array): 'accepted' | 'refused' {
  const start = performance.now()
  let outcome: 'accepted' | 'refused' = 'accepted'
  try {
    target.read(bytes)
  } catch (error) {
    if (!(error instanceof pki.PkiError)) throw failure(target, bytes, error)
    outcome = 'refused'
  }
  if (performance.now() - start > (target.slowMs ?? SLOW_MS)) throw failure(target, bytes, 'took too long')
  return outcome
}

function failure(target: Target, bytes: Uint8Array, cause: unknown): Error {
  return new Error(
    `${target.name}: ${cause instanceof Error ? cause.stack : cause}\nbytes: ${pki.toHex(bytes)}`,
  )
}

export type FuzzResult = { readonly runs: number; readonly refused: number; readonly accepted: number }

/** Mutates and reads for so many seconds; what a seed mutates is repeatable, the keys in the seeds are fresh. */
export function fuzz(seconds: number, seed: number): FuzzResult {
  const random = randomFrom(seed)
  const all = targets()
  const count = { accepted: 0, refused: 0 }
  const end = performance.now() + seconds * 1000
  for (const target of all) for (const bytes of target.seeds) mustAccept(target, bytes)
  while (performance.now() < end) {
    for (const target of all) {
      if (random() * (target.oneIn ?? 1) < 1) count[attempt(target, mutated(target, random))]++
    }
  }
  return { runs: count.accepted + count.refused, ...count }
}

function mustAccept(target: Target, bytes: Uint8Array): void {
  if (attempt(target, bytes) === 'refused') throw failure(target, bytes, 'an unchanged structure was refused')
}
