import { fromBase64 } from '../../pki/bytes.ts'
import { encodeCsrResponse } from '../../pki/csr/index.ts'
import { encodeEnvelopedKeyBlob, parseEnvelopedKey } from '../../pki/envelope/index.ts'
import { sm2Verify } from '../../pki/sm2/index.ts'
import { confirmationMessage, type RaCollected } from '../../shared/ra-contract/request.ts'
import { toBase64 } from '../base64.ts'
import type { Addresses } from '../ca/addresses.ts'
import type { Authority } from '../ca/authority.ts'
import { issuePair } from '../ca/issue.ts'
import type { Clock } from '../clock.ts'
import type { ReachedPoint } from '../crash-point.ts'
import { Refusal } from '../refusal.ts'
import type { Account, Issued, Request } from '../store/records.ts'
import type { ReviewDecision, Store } from '../store/store.ts'
import { checkCsr } from './csr-check.ts'
import { validityOf } from './offers.ts'
import { bodyHash, type OpenForm, prepareOpening } from './opening.ts'

export type RequestDesk = {
  readonly open: (account: Account, form: OpenForm) => Promise<Request>
  readonly submit: (request: Request, csr: string) => Promise<Request>
  readonly review: (requestId: string, decision: ReviewDecision) => Promise<Request>
  readonly collect: (request: Request, blob: boolean) => Promise<RaCollected>
  readonly confirm: (request: Request, signature: string) => Promise<Request>
  readonly abandon: (request: Request) => Promise<Request>
}

type Parts = {
  readonly store: Store
  readonly authority: Authority
  readonly addresses: Addresses
  readonly clock: Clock
  readonly reached: ReachedPoint
}

/** Issuance from the first call to the last; every step may be repeated after a lost reply. */
export function requestDesk(parts: Parts): RequestDesk {
  const { store, clock, reached } = parts
  return {
    open: async (account, form) => {
      // A repeat is answered before anything is checked that may have changed since.
      const known = await store.openedBefore(account.id, form.idempotencyKey, bodyHash(form))
      if (known !== null) return known
      const opening = await prepareOpening(store, account, form, clock())
      return passing(reached, 1, 3, () => store.openRequest(opening))
    },
    submit: async (request, csr) => {
      const bytes = fromBase64(csr)
      const publicKey = checkCsr(bytes, request)
      return passing(reached, 4, 6, () => store.submitCsr(request.id, bytes, publicKey, clock()))
    },
    review: (id, decision) => passing(reached, 10, 12, () => store.review(id, decision)),
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

async function collect(parts: Parts, request: Request, blob: boolean): Promise<RaCollected> {
  const { store, authority, clock } = parts
  const account = await store.account(request.accountId)
  if (account === null) throw new Refusal('request-unknown')
  const previous = request.previousSerial === null ? null : await store.certificate(request.previousSerial)
  const issued = await store.collect(request.id, clock(), (current) =>
    make(parts, account, current, previous?.notAfter ?? null),
  )
  const key = parseEnvelopedKey(issued.envelopedKey)
  return {
    requestId: request.id,
    signatureCertificate: toBase64(issued.signature.der),
    encryptionCertificate: toBase64(issued.encryption.der),
    envelopedKey: toBase64(issued.envelopedKey),
    envelopedKeyBlob: blob ? toBase64(encodeEnvelopedKeyBlob(key)) : null,
    response: toBase64(
      encodeCsrResponse({
        signCertificates: [issued.signature.der],
        encryptedPrivateKey: key,
        encryptCertificates: [issued.encryption.der],
      }),
    ),
    chain: [toBase64(authority.issuing.der), toBase64(authority.root.der)],
  }
}

function make(parts: Parts, account: Account, request: Request, previousEnd: number | null): Issued {
  if (request.publicKey === null) throw new Refusal('request-not-ready', { state: request.state })
  return issuePair(parts.authority, parts.addresses, {
    account,
    subjectDer: request.subjectDer,
    signingKey: request.publicKey,
    ...validityOf(request.business, request.termYears, parts.clock(), previousEnd),
  })
}

/** The signature proves that the new key is on the token: only then the old certificate may go. */
async function confirm(parts: Parts, request: Request, signature: string): Promise<Request> {
  const { store, clock } = parts
  if (request.signatureSerial === null || request.publicKey === null) {
    throw new Refusal('request-not-ready', { state: request.state })
  }
  const message = confirmationMessage(request.id, request.signatureSerial)
  if (!sm2Verify(request.publicKey, message, fromBase64(signature))) {
    throw new Refusal('confirmation-wrong')
  }
  return store.confirm(request.id, clock())
}
