import { fromBase64 } from '../../pki/bytes.ts'
import { encodeCsrResponse } from '../../pki/csr/index.ts'
import { encodeEnvelopedKeyBlob, parseEnvelopedKey } from '../../pki/envelope/index.ts'
import { sm2Verify } from '../../pki/sm2/index.ts'
import { parseCertificate } from '../../pki/x509/index.ts'
import { confirmationMessage, type RaCollected } from '../../shared/ra-contract/request.ts'
import { toBase64 } from '../base64.ts'
import type { Addresses } from '../ca/addresses.ts'
import type { CaKeys } from '../ca/ca-keys.ts'
import { certifyAgain, type HeldKey, issuePair } from '../ca/issue.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import type { Account, Certificate, Issued, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { MadePair } from '../rules/collection.ts'
import type { Correction } from '../rules/correction.ts'
import { validityOf } from '../rules/offers.ts'
import type { OpenForm } from '../rules/opening.ts'
import type { Profile } from '../rules/profile.ts'
import { keysOfRequest } from '../rules/renewal.ts'
import type { Review } from '../rules/review.ts'
import type { Store } from '../store/store.ts'
import { checkCsr } from './csr-check.ts'
import { prepareOpening } from './opening.ts'

export type RequestDesk = {
  readonly open: (account: Account, form: OpenForm) => Promise<Request>
  readonly submit: (request: Request, csr: string) => Promise<Request>
  readonly review: (review: Review) => Promise<Request>
  readonly correct: (correction: Omit<Correction, 'at'>) => Promise<Request>
  readonly collect: (request: Request, blob: boolean) => Promise<RaCollected>
  readonly confirm: (request: Request, signature: string) => Promise<Request>
  readonly abandon: (request: Request) => Promise<Request>
}

type Parts = {
  readonly store: Store
  readonly ca: CaKeys
  readonly addresses: Addresses
  readonly clock: Clock
  readonly reached: ReachedPoint
  readonly profile: Profile
  /** The name of the authority. */
  readonly sender: string
}

/** Issuance from the first call to the last. Every step may be repeated after a lost reply. */
export function requestDesk(parts: Parts): RequestDesk {
  const { store, clock, reached } = parts
  return {
    open: (account, form) =>
      passing(reached, 1, 3, () => store.openRequest(prepareOpening(parts, account, form, clock()))),
    submit: async (request, text) => {
      const csr = fromBase64(text)
      const submission = { requestId: request.id, csr, publicKey: checkCsr(csr, request), now: clock() }
      return passing(reached, 4, 6, () => store.submitCsr(submission))
    },
    review: (review) => passing(reached, 10, 12, () => store.review(review)),
    correct: (correction) => store.correct({ ...correction, at: clock() }),
    collect: (request, blob) => passing(reached, 13, 15, () => collect(parts, request, blob)),
    confirm: (request, signature) => passing(reached, 16, 18, () => confirm(parts, request, signature)),
    abandon: (request) => store.abandon(request.id, clock()),
  }
}

async function passing<T>(
  reached: ReachedPoint,
  before: Parameters<ReachedPoint>[0],
  after: Parameters<ReachedPoint>[0],
  work: () => Promise<T>,
): Promise<T> {
  reached(before)
  const result = await work()
  reached(after)
  return result
}

/** How often a pair is made again because its request has changed meanwhile. */
const ATTEMPTS = 3

async function collect(parts: Parts, request: Request, blob: boolean): Promise<RaCollected> {
  const { issuing, root } = parts.ca
  const issued = await issuedFor(parts, request)
  const { envelopedKey } = issued
  const key = envelopedKey === null ? null : parseEnvelopedKey(envelopedKey)
  return {
    requestId: request.id,
    signatureCertificate: toBase64(issued.signature.der),
    encryptionCertificate: toBase64(issued.encryption.der),
    envelopedKey: envelopedKey === null ? null : toBase64(envelopedKey),
    envelopedKeyBlob: blob && key !== null ? toBase64(encodeEnvelopedKeyBlob(key)) : null,
    response: toBase64(
      encodeCsrResponse({
        signCertificates: [issued.signature.der],
        encryptedPrivateKey: key,
        encryptCertificates: [issued.encryption.der],
      }),
    ),
    chain: [toBase64(issuing.der), toBase64(root.der)],
  }
}

/** The pair is made before the transaction, and kept only if its facts still hold inside it. */
async function issuedFor(parts: Parts, request: Request): Promise<Issued> {
  const { store, clock } = parts
  let current: Request | null = request
  for (let attempt = 0; attempt < ATTEMPTS && current !== null; attempt++) {
    const made = await make(parts, current)
    const issued = await store.collect({ requestId: request.id, made, now: clock() })
    if (issued !== null) return issued
    current = await store.request(request.id)
  }
  throw new Refusal('server-busy')
}

async function make(parts: Parts, request: Request): Promise<MadePair | null> {
  const { store, ca, addresses, clock } = parts
  const { publicKey, previousSerial, business, termYears, subjectDer, kind } = request
  if (request.state !== 'ready' || publicKey === null) return null
  const account = await store.account(request.accountId)
  if (account === null) return null
  const previous = previousSerial === null ? null : await store.certificate(previousSerial)
  const validity = validityOf(business, termYears, clock(), previous?.notAfter ?? null)
  const order = { account, subjectDer, kind, signingKey: publicKey, ...validity }
  if (keysOfRequest(request) === 'new') return { issued: issuePair(ca, addresses, order), account, publicKey }
  const held = previous === null ? null : await heldKey(store, previous)
  if (held === null) throw new Error(`the request ${request.id} names no pair whose keys could stay`)
  return { issued: certifyAgain(ca, addresses, order, held), account, publicKey }
}

/** The encryption key of the pair to which a certificate belongs. */
async function heldKey(store: Store, { accountId, pairId }: Certificate): Promise<HeldKey | null> {
  const own = await store.certificatesOf(accountId)
  const encryption = own.find((one) => one.pairId === pairId && one.usage === 'encryption')
  if (encryption === undefined) return null
  const { serial } = encryption
  const { publicKey } = parseCertificate(encryption.der)
  if (publicKey.type !== 'sm2') return null
  return { publicKey: publicKey.point, escrow: await store.escrowedKey(serial), serial }
}

/** The signature proves that the new key is on the token. Only then may the old certificate go. */
async function confirm(parts: Parts, request: Request, signature: string): Promise<Request> {
  const { store, clock } = parts
  if (request.signatureSerial === null || request.publicKey === null) {
    throw new Refusal('request-not-ready', { state: request.state })
  }
  const message = confirmationMessage(request.id, request.signatureSerial)
  if (!sm2Verify(request.publicKey, message, fromBase64(signature))) {
    throw new Refusal('confirmation-wrong')
  }
  return store.confirm({
    requestId: request.id,
    provedSerial: request.signatureSerial,
    now: clock(),
  })
}
