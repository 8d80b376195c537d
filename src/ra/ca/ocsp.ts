import { createHash } from 'node:crypto'
import { equalBytes, toHex } from '../../pki/bytes.ts'
import { context, DerReader, der, TAG } from '../../pki/der/index.ts'
import { OID } from '../../pki/oids.ts'
import { PkiError } from '../../pki/pki-error.ts'
import { sm3 } from '../../pki/sm3/index.ts'
import { assembleSigned, REVOCATION_REASONS } from '../../pki/x509/index.ts'
import { type Clock, HOUR } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { Authority, Signatory } from './authority.ts'
import { crlReason } from './revocation-reason.ts'

const VALID = HOUR
const MOST_QUESTIONS = 50
const MAX_REQUEST = 16 * 1024

type Question = {
  /** DER of the CertID, given back as it came. */
  readonly certId: Uint8Array
  readonly hash: string
  readonly nameHash: Uint8Array
  readonly keyHash: Uint8Array
  readonly serial: string
}

type Status =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly at: number; readonly reason: string | null }

/** Answers OCSP requests of RFC 6960, signed by the issuing CA itself. */
export type OcspResponder = (request: Uint8Array) => Promise<Uint8Array>

export function ocspResponder(store: Store, authority: Authority, clock: Clock): OcspResponder {
  return async (bytes) => {
    const request = readRequest(bytes)
    if (request === null) return failure(1)
    const now = clock()
    const answers: Uint8Array[] = []
    for (const question of request.questions) {
      if (!isOurs(question, authority.issuing)) return failure(6)
      answers.push(singleResponse(question, await statusOf(store, question.serial), now))
    }
    return success(authority.issuing, answers, request.nonce, now)
  }
}

function readRequest(bytes: Uint8Array) {
  try {
    return DerReader.of(bytes, 'OCSPRequest', MAX_REQUEST).only((reader) => readBody(reader.sequence()))
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function readBody(body: DerReader) {
  const tbs = body.sequence()
  if (tbs.peek() === context(0)) tbs.raw()
  if (tbs.peek() === context(1)) tbs.raw()
  const questions = tbs.sequence().all(readQuestion)
  const extensions = tbs.optional(context(2))
  const nonce =
    extensions
      ?.sequence()
      .all(readExtension)
      .find((one) => one.oid === OID.ocspNonce) ?? null
  if (questions.length === 0 || questions.length > MOST_QUESTIONS) throw body.error('bad-value')
  return { questions, nonce: nonce?.raw ?? null }
}

function readExtension(reader: DerReader) {
  const raw = reader.raw(TAG.sequence)
  return { raw, oid: DerReader.of(raw, 'Extension').sequence().oid() }
}

function readQuestion(list: DerReader): Question {
  const request = list.sequence()
  const certId = request.raw(TAG.sequence)
  const body = DerReader.of(certId, 'CertID').sequence()
  const hash = body.sequence().oid()
  return {
    certId,
    hash,
    nameHash: body.octets(),
    keyHash: body.octets(),
    serial: toHex(body.unsigned()).toUpperCase(),
  }
}

function digest(oid: string, bytes: Uint8Array): Uint8Array | null {
  if (oid === OID.sha1) return createHash('sha1').update(bytes).digest()
  if (oid === OID.sha256) return createHash('sha256').update(bytes).digest()
  return oid === OID.sm3 ? sm3(bytes) : null
}

function isOurs(question: Question, issuer: Signatory): boolean {
  const name = digest(question.hash, issuer.subject)
  const key = digest(question.hash, issuer.publicKey)
  if (name === null || key === null) return false
  return equalBytes(name, question.nameHash) && equalBytes(key, question.keyHash)
}

/** A pending certificate is not in force yet, so it is as unknown as one that was never made. */
async function statusOf(store: Store, serial: string): Promise<Status> {
  const certificate = await store.certificate(serial)
  if (certificate === null || certificate.status === 'pending') return { kind: 'unknown' }
  if (certificate.status === 'active') return { kind: 'good' }
  return { kind: 'revoked', at: certificate.revokedAt ?? certificate.notBefore, reason: certificate.reason }
}

function certStatus(status: Status): Uint8Array {
  switch (status.kind) {
    case 'good':
      return der.implicit(0, new Uint8Array())
    case 'unknown':
      return der.implicit(2, new Uint8Array())
    case 'revoked': {
      const reason = Uint8Array.of(REVOCATION_REASONS.indexOf(crlReason(status.reason)))
      const time = der.generalizedTime(new Date(status.at))
      return der.element(context(1), time, der.explicit(0, der.element(TAG.enumerated, reason)))
    }
  }
}

function singleResponse(question: Question, status: Status, now: number): Uint8Array {
  return der.sequence(
    question.certId,
    certStatus(status),
    der.generalizedTime(new Date(now)),
    der.explicit(0, der.generalizedTime(new Date(now + VALID))),
  )
}

function success(
  issuer: Signatory,
  answers: readonly Uint8Array[],
  nonce: Uint8Array | null,
  now: number,
): Uint8Array {
  const tbs = der.sequence(
    der.explicit(1, issuer.subject),
    der.generalizedTime(new Date(now)),
    der.sequence(...answers),
    ...(nonce === null ? [] : [der.explicit(1, der.sequence(nonce))]),
  )
  const basic = assembleSigned(tbs, issuer.signer.sign(tbs))
  return der.sequence(
    der.element(TAG.enumerated, Uint8Array.of(0)),
    der.explicit(0, der.sequence(der.oid(OID.ocspBasic), der.octets(basic))),
  )
}

/** 1 malformedRequest, 6 unauthorized (RFC 6960 4.2.1). */
function failure(status: 1 | 6): Uint8Array {
  return der.sequence(der.element(TAG.enumerated, Uint8Array.of(status)))
}
