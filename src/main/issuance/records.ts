import { z } from 'zod'
import { type IssuanceStep, lossReason, tokenKind } from '../../shared/models/index.ts'

const at = z.iso.datetime()
const bytes = z.base64()
const hex = z.string().regex(/^[0-9a-fA-F]+$/)

/** Journals of version 0.1.0 call 补办 by another word. */
const inWordsOfToday = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'replace'
    ? { ...value, kind: 'replacement' }
    : value

/** 证书签发, or 补办: a new pair for one whose key is lost, in the place of the certificate named. */
const issuanceBusiness = z.preprocess(
  inWordsOfToday,
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('issue') }).readonly(),
    z
      .object({
        kind: z.literal('replacement'),
        previousSerial: z.string().regex(/^[0-9A-F]{2,40}$/),
        lossReason,
      })
      .readonly(),
  ]),
)
export type IssuanceBusiness = z.infer<typeof issuanceBusiness>

/** The first record: everything that a later start needs to go on, before anything was done. */
const started = z.readonly(
  z.object({
    type: z.literal('started'),
    at,
    issuerId: z.string(),
    /** Whose request it is, where several persons are logged in there; not in journals of older versions. */
    userName: z.string().optional(),
    holder: z.string(),
    business: issuanceBusiness.default({ kind: 'issue' }),
    target: z.readonly(
      z.object({
        kind: tokenKind,
        /** A soft token is made by the transaction itself and gets its identity from it. */
        tokenId: z.string(),
        name: z.string(),
        vendor: z.string(),
        serial: z.string(),
      }),
    ),
  }),
)

const done = <S extends IssuanceStep, T extends z.core.$ZodShape>(step: S, left: T) =>
  z.readonly(
    z.object({
      type: z.literal('done'),
      step: z.literal(step),
      at,
      seconds: z.number(),
      left: z.readonly(z.object(left)),
    }),
  )

const request = done('request', {
  requestId: z.string(),
  /** Lets this one request go on without another login. Worth nothing once the request has ended. */
  resumeToken: z.string(),
  subject: bytes,
})
const keypair = done('keypair', { tokenId: z.string(), keyId: z.string(), publicKey: hex })
const csr = done('csr', { csr: bytes })
const submit = done('submit', { ready: z.boolean() })
const awaited = done('await', {})
const collect = done('collect', {
  signatureCertificate: bytes,
  encryptionCertificate: bytes,
  /** Sealed to the key on the token: nobody else can open it. */
  envelopedKey: bytes,
})
const writeSigning = done('write-signing', { objectId: z.string() })
const writeEncryption = done('write-encryption', { keyId: z.string(), objectId: z.string() })
const verify = done('verify', {
  confirmation: bytes,
  /** Certificates beside the new pair: what of them goes is decided by `confirm`. */
  others: z.readonly(
    z.array(
      z.readonly(
        z.object({
          keyId: z.string(),
          objectId: z.string(),
          fingerprint: hex,
          isRsa: z.boolean(),
          isPredecessor: z.boolean(),
        }),
      ),
    ),
  ),
})
const confirm = done('confirm', {
  /** SHA-256 of the certificates that the authority says are no longer in force. */
  retired: z.readonly(z.array(hex)),
})
const retire = done('retire', { removed: z.int() })

/** What a step left behind did not stand up to a later one: from this step on everything is done again. */
const back = z.readonly(
  z.object({
    type: z.literal('back'),
    at,
    to: z.enum(['collect', 'write-signing']),
  }),
)

const ended = z.readonly(
  z.object({
    type: z.literal('ended'),
    at,
    how: z.enum(['done', 'abandoned']),
    /** A pair was made and could not be removed, because that needs the token and its PIN. */
    leftover: z.boolean(),
  }),
)

export const issuanceRecord = z.discriminatedUnion('type', [
  started,
  z.discriminatedUnion('step', [
    request,
    keypair,
    csr,
    submit,
    awaited,
    collect,
    writeSigning,
    writeEncryption,
    verify,
    confirm,
    retire,
  ]),
  back,
  ended,
])

export type IssuanceRecord = z.infer<typeof issuanceRecord>
export type Started = z.infer<typeof started>
export type Ended = z.infer<typeof ended>
export type Done = Extract<IssuanceRecord, { type: 'done' }>
export type DoneOf<S extends IssuanceStep> = Extract<Done, { step: S }>
/** What a step leaves behind for those after it. */
export type LeftBy<S extends IssuanceStep> = DoneOf<S>['left']
