import { type Bytes, context, generalizedTime, int, octets, oid, seq, set, tlv, utcTime } from './der.ts'
import { digest, numbers, type Party, signer } from './parties.ts'

// Messages of GM/T 0010 and PKCS#7, with a handle at every part that a forger could turn.

const types = {
  gm: {
    data: '1.2.156.10197.6.1.4.2.1',
    signed: '1.2.156.10197.6.1.4.2.2',
    sealed: '1.2.156.10197.6.1.4.2.4',
  },
  rfc: { data: '1.2.840.113549.1.7.1', signed: '1.2.840.113549.1.7.2', sealed: '1.2.840.113549.1.7.4' },
} as const

export type SignerPlan = {
  readonly by?: Party
  /** Whose certificate is named; the signer's own if not given. */
  readonly named?: Party
  readonly attributes?: boolean
  readonly time?: string | null
  readonly hash?: 'sm3' | 'sha256' | 'sha1' | 'md5'
  readonly hashNumber?: string
  readonly algorithm?: string
  readonly attributeDigest?: Buffer
  readonly attributeType?: string
  /** The content as it is signed; the message's own if not given. */
  readonly over?: Bytes
  readonly value?: (signature: Buffer) => Buffer
  readonly attributesAfter?: (attributes: readonly Buffer[]) => readonly Buffer[]
  readonly stamp?: (signature: Buffer) => Buffer
}

export type MessagePlan = {
  readonly numbers?: 'gm' | 'rfc'
  readonly content: Bytes
  readonly detached?: boolean
  readonly signers?: readonly SignerPlan[]
  readonly certificates?: readonly Party[]
  readonly contentType?: string
  readonly inside?: Bytes
}

const attribute = (number: string, value: Buffer): Buffer => seq(oid(number), set(value))
const hashNumbers = { sm3: numbers.sm3, sha256: numbers.sha256, sha1: numbers.sha1, md5: numbers.md5 }

const attributesOf = (plan: SignerPlan, content: Bytes, contentType: string): readonly Buffer[] => {
  const { hash = 'sm3', time = '2026-01-01T00:00:00Z', attributeDigest, attributeType } = plan
  return [
    attribute('1.2.840.113549.1.9.3', oid(attributeType ?? contentType)),
    attribute('1.2.840.113549.1.9.4', octets(attributeDigest ?? digest(hash, content))),
    ...(time === null ? [] : [attribute('1.2.840.113549.1.9.5', utcTime(time))]),
  ]
}

const signerInfo = (plan: SignerPlan, message: MessagePlan, contentType: string): Buffer => {
  const { by = signer, named = by, attributes = true, hash = 'sm3', hashNumber, algorithm } = plan
  const content = plan.over ?? message.content
  const list = attributes ? attributesOf(plan, content, contentType) : []
  const signed = attributes ? set(...list) : Buffer.from(content)
  const raw = by.key.sign(signed, hash)
  const signature = plan.value?.(raw) ?? raw
  const shown = plan.attributesAfter?.(list) ?? list
  const usual =
    by.key.kind === 'sm2' ? numbers.sm2Signature : by.key.kind === 'rsa' ? numbers.rsa : numbers.ecdsaSha256
  return seq(
    int(1),
    named.issuerAndSerial,
    seq(oid(hashNumber ?? hashNumbers[hash])),
    ...(shown.length > 0 ? [tlv(0xa0, ...shown.toSorted(Buffer.compare))] : []),
    seq(oid(algorithm ?? usual)),
    octets(signature),
    ...(plan.stamp ? [tlv(0xa1, attribute('1.2.840.113549.1.9.16.2.14', plan.stamp(signature)))] : []),
  )
}

export const signedMessage = (plan: MessagePlan): Buffer => {
  const { numbers: which = 'gm', detached = false, signers = [{}] } = plan
  const contentType = plan.contentType ?? types[which].data
  const parties = plan.certificates ?? signers.map(({ by = signer }) => by)
  const hashes = new Set(signers.map(({ hash = 'sm3' }) => hashNumbers[hash]))
  const inner = detached ? [] : [context(0, octets(plan.inside ?? plan.content))]
  return seq(
    oid(types[which].signed),
    context(
      0,
      seq(
        int(1),
        set(...[...hashes].map((number) => seq(oid(number)))),
        seq(oid(contentType), ...inner),
        ...(parties.length > 0 ? [tlv(0xa0, ...parties.map(({ certificate }) => certificate))] : []),
        set(...signers.map((one) => signerInfo(one, plan, contentType))),
      ),
    ),
  )
}

/** A message that is signed and sealed; nobody here can open it. */
export const sealedMessage = (by: Party): Buffer =>
  seq(
    oid(types.gm.sealed),
    context(
      0,
      seq(
        int(1),
        set(
          seq(
            int(1),
            by.issuerAndSerial,
            seq(oid('1.2.156.10197.1.301.3')),
            octets(seq(int(5), int(6), octets(Buffer.alloc(32)), octets(Buffer.alloc(16)))),
          ),
        ),
        set(seq(oid(numbers.sm3))),
        seq(
          oid(types.gm.data),
          seq(oid('1.2.156.10197.1.104.2'), octets(Buffer.alloc(16))),
          tlv(0x80, Buffer.alloc(32)),
        ),
        tlv(0xa0, by.certificate),
        set(signerInfo({ by }, { content: Buffer.from('x') }, types.gm.data)),
      ),
    ),
  )

export type StampPlan = {
  readonly by: Party
  readonly at?: string
  readonly over?: Bytes
  readonly value?: (signature: Buffer) => Buffer
}

/** A time-stamp token over these bytes. */
export const timeStamp = (
  data: Bytes,
  { by, at = '2026-01-01T00:00:05Z', over, value }: StampPlan,
): Buffer => {
  const info = seq(
    int(1),
    oid('1.2.3.4.1'),
    seq(seq(oid(numbers.sm3)), octets(digest('sm3', over ?? data))),
    int(77),
    generalizedTime(at),
  )
  const signers = [{ by, time: null, ...(value && { value }) }]
  return signedMessage({ numbers: 'rfc', content: info, contentType: '1.2.840.113549.1.9.16.1.4', signers })
}
