import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import type { ChainOptions, ChainProblem } from './chain-model.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'
import { type PolicyStatements, policyStatements } from './policy-extensions.ts'

const ANY = OID.anyPolicy

/**
 * A policy that holds down to one certificate. RFC 9618 makes a graph of what is a tree in RFC 5280 6.1, because a tree
 * can grow beyond all bounds: a policy occurs only once for each certificate.
 */
type Node = { expected: ReadonlySet<string>; readonly above: readonly Node[]; readonly policy: string }
type Level = ReadonlyMap<string, Node>

type State = {
  level: Level
  /** How many more certificates may pass before the condition holds. */
  explicit: number
  mapping: number
  any: number
}

/** Certificates after which no policy of the path is acceptable (RFC 5280 6.1, RFC 9618), at most one. */
export function policyProblems(path: readonly Certificate[], options: ChainOptions): readonly ChainProblem[] {
  const speaks = ({ extensions }: Certificate) => extensions.some(({ oid }) => BINDING.has(oid))
  const below = path.slice(0, -1).reverse()
  const [leaf] = path
  if (leaf === undefined || (options.requirePolicy !== true && !below.some(speaks))) return []
  try {
    const wrong = firstWrong(below, options)
    return wrong === null ? [] : [{ certificate: wrong, reason: 'no-valid-policy' }]
  } catch (error) {
    if (error instanceof PkiError) return [{ certificate: leaf, reason: 'unknown-critical-extension' }]
    throw error
  }
}

/** Without one of these and without a demand, any policies will do. */
const BINDING: ReadonlySet<string> = new Set([
  OID.policyConstraints,
  OID.policyMappings,
  OID.inhibitAnyPolicy,
])

function firstWrong(below: readonly Certificate[], options: ChainOptions): Certificate | null {
  const never = below.length + 1
  const root: Node = { policy: ANY, expected: new Set([ANY]), above: [] }
  const state: State = {
    level: new Map([[ANY, root]]),
    explicit: options.requirePolicy === true ? 0 : never,
    mapping: options.inhibitPolicyMapping === true ? 0 : never,
    any: options.inhibitAnyPolicy === true ? 0 : never,
  }
  for (const [i, certificate] of below.entries()) {
    const last = i === below.length - 1
    const statements = policyStatements(certificate)
    const selfIssued = sameName(certificate.subject, certificate.issuer)
    const anyCounts = state.any > 0 || (!last && selfIssued)
    state.level = nextLevel(state.level, statements.policies, anyCounts)
    if (state.explicit === 0 && state.level.size === 0) return certificate
    if (last) return isAcceptable(state, statements, options.policies) ? null : certificate
    if (statements.mappings === null) return certificate
    state.level = mapped(state, statements.mappings)
    countDown(state, statements, selfIssued)
  }
  return null
}

/** RFC 5280 6.1.3 d and e. */
function nextLevel(above: Level, policies: ReadonlySet<string> | null, anyCounts: boolean): Level {
  const level = new Map<string, Node>()
  if (policies === null) return level
  const expecting = parentsOf(above)
  const add = (policy: string, parents: readonly Node[]) =>
    level.set(policy, { policy, expected: new Set([policy]), above: parents })
  const any = above.get(ANY)
  for (const policy of policies) {
    if (policy === ANY) continue
    const parents = expecting.get(policy) ?? (any === undefined ? [] : [any])
    if (parents.length > 0) add(policy, parents)
  }
  if (policies.has(ANY) && anyCounts)
    for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents)
  return level
}

/** Which nodes expect a policy below them. */
function parentsOf(level: Level): ReadonlyMap<string, readonly Node[]> {
  const parents = new Map<string, Node[]>()
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const list = parents.get(policy)
      if (list === undefined) parents.set(policy, [node])
      else list.push(node)
    }
  }
  return parents
}

/** RFC 5280 6.1.4 b. */
function mapped({ level, mapping }: State, mappings: ReadonlyMap<string, ReadonlySet<string>>): Level {
  if (mappings.size === 0) return level
  const next = new Map(level)
  const any = level.get(ANY)
  for (const [policy, expected] of mappings) {
    const node = level.get(policy)
    if (mapping === 0) next.delete(policy)
    else if (node !== undefined) next.set(policy, { ...node, expected })
    else if (any !== undefined) next.set(policy, { policy, expected, above: any.above })
  }
  return next
}

/** RFC 5280 6.1.4 h, i and j. */
function countDown(state: State, statements: PolicyStatements, selfIssued: boolean): void {
  const step = selfIssued ? 0 : 1
  const least = (left: number, stated: number | null) => Math.min(Math.max(0, left - step), stated ?? left)
  state.explicit = least(state.explicit, statements.requireExplicit)
  state.mapping = least(state.mapping, statements.inhibitMapping)
  state.any = least(state.any, statements.inhibitAny)
}

/** RFC 5280 6.1.5 a, b and g: whether the path ends under a policy that the caller accepts, if it must. */
function isAcceptable(
  { level, explicit }: State,
  statements: PolicyStatements,
  accepted: readonly string[] | undefined,
): boolean {
  if (explicit > 1 && statements.requireExplicit !== 0) return true
  if (accepted === undefined || accepted.includes(ANY) || level.has(ANY)) return level.size > 0
  const wanted = new Set(accepted)
  const seen = new Set<Node>()
  const open = [...level.values()]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    // A policy under "any policy" is one of the trusted authority's own, by which the caller knows it.
    if (node.above.some(({ policy }) => policy === ANY) && wanted.has(node.policy)) return true
    open.push(...node.above)
  }
  return false
}
