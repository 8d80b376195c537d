import { equalBytes, toHex } from '../../pki/bytes.ts'
import { type Csr, parseCsr, verifyCsr } from '../../pki/csr/index.ts'
import { PkiError } from '../../pki/pki-error.ts'
import { sm2PublicKeyOf } from '../../pki/sm2/index.ts'
import { raLimits } from '../../shared/ra-contract/limits.ts'
import type { Request } from '../records.ts'
import { Refusal } from '../refusal.ts'

/** The public key (04‖X‖Y) of a request that may be certified. Throws the refusal that names the fault. */
export function checkCsr(bytes: Uint8Array, request: Request): Uint8Array {
  if (bytes.length > raLimits.csr) throw new Refusal('csr-too-large', { limit: raLimits.csr })
  const csr = read(bytes)
  const key = csr.publicKey
  if (key.type !== 'sm2' || isGuessable(key.point)) throw new Refusal('csr-key-unsuitable')
  requireSubject(csr, request)
  if (!verifyCsr(csr)) throw new Refusal('csr-signature-wrong')
  return key.point
}

function read(bytes: Uint8Array): Csr {
  // DER only: PEM is for people, not for this interface.
  if (bytes[0] !== 0x30) throw new Refusal('csr-unreadable')
  try {
    return parseCsr(bytes)
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    throw new Refusal(error.reason === 'bad-point' ? 'csr-key-unsuitable' : 'csr-unreadable')
  }
}

/** The authority decides the subject: it must be exactly what the authority gave at opening, or empty. */
function requireSubject(csr: Csr, request: Request): void {
  const empty = csr.subject.rdns.length === 0
  if (!empty && !equalBytes(csr.subject.raw, request.subjectDer)) {
    throw new Refusal('csr-subject-differs', { expected: request.subjectText })
  }
}

/** Keys that are printed in the standards or can be found by counting: anybody can have them. */
function isGuessable(point: Uint8Array): boolean {
  guessable ??= guessableKeys()
  // A point and its negative have the same x.
  return guessable.has(toHex(point.subarray(1, 33)))
}

let guessable: ReadonlySet<string> | null = null

const EXAMPLE_X = '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020'

function guessableKeys(): ReadonlySet<string> {
  const known = new Set([EXAMPLE_X])
  for (let d = 1; d <= 32; d++) {
    const scalar = new Uint8Array(32)
    scalar[31] = d
    known.add(toHex(sm2PublicKeyOf(scalar).subarray(1, 33)))
  }
  return known
}
