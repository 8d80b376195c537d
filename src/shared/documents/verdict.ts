import { z } from 'zod'
import { type ReasonCode, reasonWeights } from './reasons.ts'

const reasonCodes = Object.keys(reasonWeights) as [ReasonCode, ...ReasonCode[]]
const texts = z.array(z.string()).readonly()

/** A signed file of GB/T 33190, of ISO 32000, or a message of GM/T 0010 (PKCS#7). */
const documentKind = z.enum(['ofd', 'pdf', 'cms'])

/**
 * `undecided`: nothing is wrong as far as it could be checked, but something that matters could not be. `unreadable`:
 * the file is none of the known kinds.
 */
export const outcome = z.enum(['valid', 'undecided', 'invalid', 'unsigned', 'unreadable'])

const integrity = z.enum(['intact', 'altered', 'unknown'])

/** What of the document the signature protects. `open` names what it leaves out. */
const coverage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('whole') }).readonly(),
  z.object({ state: z.literal('part'), open: texts }).readonly(),
  z.object({ state: z.literal('nothing') }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])

const certificateFacts = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    serial: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    /** SHA-256 of the certificate, in hexadecimal. */
    fingerprint: z.string(),
  })
  .readonly()

const signer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('named'), certificate: certificateFacts }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])

const sealFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }).readonly(),
  z
    .object({
      state: z.literal('sealed'),
      name: z.string(),
      number: z.string(),
      standard: z.string(),
      maker: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
    })
    .readonly(),
])

/** Where the signer's certificate leads. `names` begin with the signer. */
const chain = z.discriminatedUnion('state', [
  z.object({ state: z.literal('trusted'), names: texts }).readonly(),
  z.object({ state: z.literal('untrusted'), names: texts }).readonly(),
  z.object({ state: z.literal('not-checked') }).readonly(),
])

/** `claimed`: by the signer alone. `stamped`: by a time stamp that was verified. */
const signingTime = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stamped'), at: z.string(), authority: z.string() }).readonly(),
  z.object({ state: z.literal('claimed'), at: z.string() }).readonly(),
  z.object({ state: z.literal('none') }).readonly(),
])

/** What came into the file after this signature. */
const addedAfter = z.discriminatedUnion('state', [
  z.object({ state: z.literal('nothing') }).readonly(),
  z.object({ state: z.literal('harmless'), what: texts }).readonly(),
  z.object({ state: z.literal('visible'), what: texts }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])

const signatureForm = z.enum(['seal', 'gm-cms', 'cms', 'bare'])

const reason = z.object({ code: z.enum(reasonCodes), details: texts }).readonly()

const signatureVerdict = z
  .object({
    /** Its name in the file. */
    id: z.string(),
    form: signatureForm,
    outcome: outcome.exclude(['unsigned', 'unreadable']),
    integrity,
    coverage,
    signer,
    seal: sealFacts,
    chain,
    time: signingTime,
    addedAfter,
    /** In the order in which they were found; the steps are those of docs/documents.md. */
    reasons: z.array(reason).readonly(),
  })
  .readonly()

export const fileVerdict = z
  .object({
    /** null if it is none of the known kinds. */
    kind: documentKind.nullable(),
    outcome,
    signatures: z.array(signatureVerdict).readonly(),
    /** About the file as a whole. */
    reasons: z.array(reason).readonly(),
  })
  .readonly()

export type DocumentKind = z.infer<typeof documentKind>
export type Outcome = z.infer<typeof outcome>
export type Integrity = z.infer<typeof integrity>
export type Coverage = z.infer<typeof coverage>
export type CertificateFacts = z.infer<typeof certificateFacts>
export type Signer = z.infer<typeof signer>
export type SealFacts = z.infer<typeof sealFacts>
export type Chain = z.infer<typeof chain>
export type SigningTime = z.infer<typeof signingTime>
export type AddedAfter = z.infer<typeof addedAfter>
export type SignatureForm = z.infer<typeof signatureForm>
export type SignatureVerdict = z.infer<typeof signatureVerdict>
export type FileVerdict = z.infer<typeof fileVerdict>
