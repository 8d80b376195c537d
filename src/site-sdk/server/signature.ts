import {
  type Certificate,
  fromBase64,
  OID,
  PkiError,
  parseCertificate,
  parseSignedMessage,
  verifySignature,
  verifySignedMessage,
} from '../../pki/index.ts'

/** A statement whose signature is right, and the certificates that came with it. Nothing is trusted yet. */
export type SignedText = {
  readonly text: string
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
}
export type SignatureReading = SignedText | 'malformed' | 'signature'

const most = { statement: 2000, signature: 4000, certificate: 20_000, chain: 8, cms: 200_000 } as const

const algorithms: ReadonlyMap<unknown, string> = new Map([
  ['sm2-sm3', OID.sm2WithSm3],
  ['rsa-sha256', OID.rsaSha256],
])

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

const text = (value: unknown, limit: number): string => {
  if (typeof value !== 'string' || value.length > limit) throw new PkiError('answer', 'bad-value')
  return value
}

const list = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value) || value.length > most.chain) throw new PkiError('answer', 'bad-value')
  return value
}

const readPlain = (fields: Readonly<Record<string, unknown>>): SignatureReading => {
  const statement = text(fields.statement, most.statement)
  const certificate = parseCertificate(text(fields.certificate, most.certificate))
  const chain = list(fields.chain).map((one) => parseCertificate(text(one, most.certificate)))
  const algorithm = algorithms.get(fields.algorithm)
  const signature = fromBase64(text(fields.signature, most.signature))
  if (algorithm === undefined) return 'malformed'
  const right = verifySignature(
    certificate.publicKey,
    algorithm,
    new TextEncoder().encode(statement),
    signature,
  )
  return right ? { text: statement, certificate, chain } : 'signature'
}

const readCms = (fields: Readonly<Record<string, unknown>>): SignatureReading => {
  const message = parseSignedMessage(text(fields.cms, most.cms))
  const [verdict, ...others] = verifySignedMessage(message)
  if (message.content === null || verdict === undefined || others.length > 0) return 'malformed'
  // A statement is never old, so SHA-1 is not good enough for it.
  if (verdict.problem !== null || verdict.weak || verdict.certificate === null) return 'signature'
  return { text: textOf(message.content), certificate: verdict.certificate, chain: message.certificates }
}

/** Reads what the page sent, which may be anything, and checks the signature over the statement. */
export const readSignature = (signed: unknown): SignatureReading => {
  try {
    if (typeof signed !== 'object' || signed === null) return 'malformed'
    const fields = signed as Readonly<Record<string, unknown>>
    if (fields.form === 'plain') return readPlain(fields)
    return fields.form === 'cms' ? readCms(fields) : 'malformed'
  } catch (error) {
    if (error instanceof PkiError || error instanceof TypeError) return 'malformed'
    throw error
  }
}
