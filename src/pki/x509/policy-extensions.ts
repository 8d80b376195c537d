import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { Certificate } from './model.ts'

/** What a certificate says about policies (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). */
export type PolicyStatements = {
  /** null if it names none. */
  readonly policies: ReadonlySet<string> | null
  /** Policies of the issuer and what they are called below; null if something is mapped from or to any policy. */
  readonly mappings: ReadonlyMap<string, ReadonlySet<string>> | null
  /** After how many certificates the named condition holds; null if it is not named. */
  readonly requireExplicit: number | null
  readonly inhibitMapping: number | null
  readonly inhibitAny: number | null
}

/** More policies or mappings in one certificate are refused. */
const MOST = 256

// A certificate may be in dozens of paths.
const statements = new WeakMap<Certificate, PolicyStatements>()

/** Reads the policy extensions of a certificate. */
export function policyStatements(certificate: Certificate): PolicyStatements {
  const known = statements.get(certificate)
  if (known !== undefined) return known
  const made = readStatements(certificate)
  statements.set(certificate, made)
  return made
}

function readStatements({ extensions }: Certificate): PolicyStatements {
  const read = <T>(oid: string, reader: (body: DerReader) => T): T | null => {
    const found = extensions.find((extension) => extension.oid === oid)
    return found === undefined ? null : DerReader.of(found.value, 'policies', 64 * 1024).only(reader)
  }
  const [requireExplicit, inhibitMapping] = read(OID.policyConstraints, readConstraints) ?? [null, null]
  const pairs = read(OID.policyMappings, readMappings) ?? []
  return {
    policies: read(OID.certificatePolicies, readPolicies),
    mappings: pairs.some((pair) => pair.includes(OID.anyPolicy)) ? null : collected(pairs),
    requireExplicit,
    inhibitMapping,
    inhibitAny: read(OID.inhibitAnyPolicy, (body) => body.small()),
  }
}

function readPolicies(reader: DerReader): ReadonlySet<string> {
  const policies = reader.sequence().all((list) => {
    const body = list.sequence()
    const policy = body.oid()
    if (!body.done) body.sequence() // qualifiers are texts for people
    body.finish()
    return policy
  }, MOST)
  return new Set(policies)
}

function readMappings(reader: DerReader): readonly (readonly [string, string])[] {
  return reader.sequence().all((list) => {
    const body = list.sequence()
    const pair = [body.oid(), body.oid()] as const
    body.finish()
    return pair
  }, MOST)
}

function collected(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const mappings = new Map<string, Set<string>>()
  for (const [above, below] of pairs) mappings.set(above, (mappings.get(above) ?? new Set()).add(below))
  return mappings
}

function readConstraints(reader: DerReader): readonly [number | null, number | null] {
  const body = reader.sequence()
  const skip = (number: number) =>
    body.peek() === context(number, false) ? count(body, body.content(context(number, false))) : null
  const both = [skip(0), skip(1)] as const
  body.finish()
  return both
}

function count(body: DerReader, content: Uint8Array): number {
  const negative = (content[0] ?? 0x80) >= 0x80
  if (negative || content.length > 4) throw body.error('bad-integer')
  return content.reduce((sum, byte) => sum * 256 + byte, 0)
}
