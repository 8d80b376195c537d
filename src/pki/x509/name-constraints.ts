import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import type { ChainProblem } from './chain-model.ts'
import { type GeneralName, readGeneralName, subjectAltNames } from './general-name.ts'
import type { Certificate } from './model.ts'
import { isWithin, mayBeWithin } from './name-subtree.ts'
import { sameName } from './names.ts'

type Constraints = { readonly permitted: readonly GeneralName[]; readonly excluded: readonly GeneralName[] }

/** What is left of the comparisons of one question about a chain, over all paths that are tried for it. */
export type Comparisons = { left: number }

/**
 * Names and subtrees come from strangers, and each name is compared with each subtree. A long text counts like several
 * short ones.
 */
export const freshComparisons = (): Comparisons => ({ left: 200_000 })

function weightOf(names: readonly GeneralName[]): number {
  const lengthOf = (name: GeneralName) =>
    'value' in name ? name.value.length : 'name' in name ? name.name.raw.length : 0
  return names.reduce((sum, name) => sum + 1 + lengthOf(name) / 64, 0)
}

/** An address with letters outside ASCII (RFC 9598). Constraints on mail bind it, but we cannot compare it. */
const SMTP_UTF8_MAILBOX = 'other 1.3.6.1.5.5.7.8.9'

function readConstraints(value: Uint8Array): Constraints {
  const body = DerReader.of(value, 'NameConstraints', 64 * 1024).only((r) => r.sequence())
  const permitted = body.optional(context(0))?.all(readSubtree) ?? []
  const excluded = body.optional(context(1))?.all(readSubtree) ?? []
  body.finish()
  return { permitted, excluded }
}

// RFC 5280 4.2.1.10 allows no minimum but 0 and no maximum.
function readSubtree(reader: DerReader): GeneralName {
  const body = reader.sequence()
  const base = readGeneralName(body)
  body.finish()
  return base
}

/** Everything that is called a name of the holder: subject, mail addresses in it, alternative names. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const { subject } = certificate
  const mails = subject.rdns.flat().filter(({ oid }) => oid === '1.2.840.113549.1.9.1')
  return [
    ...(subject.rdns.length > 0 ? [{ form: 'directory', name: subject } as const] : []),
    ...mails.map(({ value }) => ({ form: 'mail', value }) as const),
    ...subjectAltNames(certificate),
  ]
}

const binds = (subtree: GeneralName, name: GeneralName): boolean =>
  subtree.form === name.form || (subtree.form === 'mail' && name.form === SMTP_UTF8_MAILBOX)

function isAllowed(name: GeneralName, { permitted, excluded }: Constraints): boolean {
  const own = permitted.filter((subtree) => binds(subtree, name))
  if (own.length > 0 && !own.some((subtree) => isWithin(name, subtree))) return false
  return !excluded.some((subtree) => binds(subtree, name) && mayBeWithin(name, subtree))
}

function keeps(names: readonly GeneralName[], constraints: Constraints, comparisons: Comparisons): boolean {
  const { permitted, excluded } = constraints
  comparisons.left -= weightOf(names) * (1 + weightOf(permitted) + weightOf(excluded))
  return comparisons.left >= 0 && names.every((name) => isAllowed(name, constraints))
}

/**
 * Certificates whose names an authority above them may not certify (RFC 5280 4.2.1.10). The constraints bind even if
 * they are not marked critical, and also those of the trusted certificate. Self-issued certificates are exempt unless
 * they are the last.
 */
export function nameProblems(
  path: readonly Certificate[],
  comparisons: Comparisons,
): readonly ChainProblem[] {
  return path.flatMap((authority, i): readonly ChainProblem[] => {
    const found = authority.extensions.find(({ oid }) => oid === OID.nameConstraints)
    if (found === undefined || i === 0) return []
    const below = path.slice(0, i).filter((one, at) => at === 0 || !sameName(one.subject, one.issuer))
    try {
      const constraints = comparisons.left < 0 ? null : readConstraints(found.value)
      const outside = below.filter((one) => !constraints || !keeps(namesOf(one), constraints, comparisons))
      return outside.map((certificate) => ({ certificate, reason: 'name-not-permitted' }))
    } catch (error) {
      if (error instanceof PkiError) return [{ certificate: authority, reason: 'unknown-critical-extension' }]
      throw error
    }
  })
}
