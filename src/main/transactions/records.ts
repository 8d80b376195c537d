import { z } from 'zod'
import { lossReason, type StepName, tokenKind } from '../../shared/models/index.ts'

const at = z.iso.datetime()
const bytes = z.base64()
const hex = z.string().regex(/^[0-9a-fA-F]+$/)

/** Journals of version 0.1.0 use another word for 补办. */
const inWordsOfToday = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'replace'
    ? { ...value, kind: 'replacement' }
    : value

/**
 * 证书签发; 补办: a new pair that replaces the named certificate, whose key is lost; 续期 or 升级 of the named one. What
 * a person typed into the application of a 续期 is kept beside the journal, because identity numbers do not belong in it.
 */
const businessOf = z.preprocess(
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
    z
      .object({
        kind: z.literal('renew'),
        previousSerial: z.string().regex(/^[0-9A-F]{2,40}$/),
        termYears: z.int().min(1).max(20),
        /** The version of the agreement that was accepted. */
        agreementVersion: z.string().max(64),
        /** The sum that was shown before the PIN was asked for. */
        expectedTotalFen: z.int().min(0),
        /** same: the keys stay and only their certificates change. Journals of older versions lack it. */
        keys: z.enum(['new', 'same']).default('new'),
        /** The end of the new certificate that was shown, if it were issued at that moment. */
        expectedNotAfter: at.optional(),
      })
      .readonly(),
    z
      .object({
        kind: z.literal('upgrade'),
        /** The wizard that it belongs to. */
        upgradeId: z.string().max(64),
        previousSerial: z.string().regex(/^[0-9A-F]{2,40}$/),
        termYears: z.int().min(1).max(20),
        customerType: z.string().max(32),
        /** Of an organisation; it is public. */
        number: z.string().max(32),
        expectedTotalFen: z.int().min(0),
      })
      .readonly(),
  ]),
)
export type BusinessDetails = z.infer<typeof businessOf>

/** The first record: everything that a later start needs to go on, written before anything is done. */
const started = z.readonly(
  z.object({
    type: z.literal('started'),
    at,
    issuerId: z.string(),
    /** The owner of the request, since several persons may be logged in there. Journals of older versions lack it. */
    userName: z.string().optional(),
    holder: z.string(),
    business: businessOf.default({ kind: 'issue' }),
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

const done = <S extends StepName, T extends z.core.$ZodShape>(step: S, left: T) =>
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
  /** Lets this one request go on without another login. It is worthless once the request has ended. */
  resumeToken: z.string(),
  subject: bytes,
})
const oldHalf = z.readonly(z.object({ keyId: z.string(), label: z.string(), der: bytes }))
const keypair = done('keypair', {
  tokenId: z.string(),
  keyId: z.string(),
  publicKey: hex,
  /**
   * If the keys stay: the certificates that they have now. A container of SKF has room for one of each kind, so these
   * are in the journal before another takes their place.
   */
  old: z.readonly(z.object({ signing: oldHalf, encryption: oldHalf })).optional(),
})
const csr = done('csr', { csr: bytes })
const submit = done('submit', { ready: z.boolean() })
const awaited = done('await', {})
const collect = done('collect', {
  signatureCertificate: bytes,
  encryptionCertificate: bytes,
  /** Sealed to the key on the token: nobody else can open it. There is none if the keys stay. */
  envelopedKey: bytes.optional(),
  /** The electronic seal for the new certificate, if the authority has one. */
  seal: bytes.optional(),
})
const writeSigning = done('write-signing', { objectId: z.string() })
const writeEncryption = done('write-encryption', { keyId: z.string(), objectId: z.string() })
const verify = done('verify', {
  confirmation: bytes,
  /** Certificates beside the new pair. `confirm` decides which of them go. */
  others: z.readonly(
    z.array(
      z.readonly(
        z.object({
          keyId: z.string(),
          objectId: z.string(),
          fingerprint: hex,
          isRsa: z.boolean(),
          isPredecessor: z.boolean(),
          /** Journals of older versions lack it, and go on as they began. */
          opensFiles: z.boolean().default(false),
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
/** Whether there was a seal and it is on the token. Without one the certificate is as good. */
const seal = done('seal', { written: z.boolean() })

const tick = done('tick', {})

/** A later step found that a step's result was wrong. From that step on everything is done again. */
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
    /** Whether a pair was left because its removal needs the token and its PIN. */
    leftover: z.boolean(),
  }),
)

export const transactionRecord = z.discriminatedUnion('type', [
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
    seal,
    tick,
  ]),
  back,
  ended,
])

export type TransactionRecord = z.infer<typeof transactionRecord>
export type Started = z.infer<typeof started>
export type Back = z.infer<typeof back>
export type Ended = z.infer<typeof ended>
export type Done = Extract<TransactionRecord, { type: 'done' }>
export type DoneOf<S extends StepName> = Extract<Done, { step: S }>
/** What a step leaves behind for those after it. */
export type LeftBy<S extends StepName> = DoneOf<S>['left']
