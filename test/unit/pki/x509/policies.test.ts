import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import type { ChainOptions } from '../../../../src/pki/x509/chain-model.ts'
import { policyProblems } from '../../../../src/pki/x509/policies.ts'
import { certificateOf, extension, someName } from './unsigned.ts'

const ANY = pki.OID.anyPolicy
const [A, B, C] = ['1.2.1', '1.2.2', '1.2.3'] as const

type Saying = {
  readonly policies?: readonly string[]
  readonly maps?: readonly (readonly [string, string])[]
  readonly explicit?: number
  readonly mapping?: number
  readonly any?: number
  readonly selfIssued?: boolean
}

function extensionsOf({ policies, maps = [], explicit, mapping, any }: Saying): readonly pki.Extension[] {
  const limit = (tag: number, value: number | undefined) =>
    value === undefined ? [] : [der.implicit(tag, Uint8Array.of(value))]
  const limits = [...limit(0, explicit), ...limit(1, mapping)]
  const pairs = maps.map(([from, to]) => der.sequence(der.oid(from), der.oid(to)))
  const oids = policies?.map((oid) => der.sequence(der.oid(oid))) ?? []
  return [
    ...(policies === undefined ? [] : [extension(pki.OID.certificatePolicies, der.sequence(...oids))]),
    ...(maps.length > 0 ? [extension(pki.OID.policyMappings, der.sequence(...pairs))] : []),
    ...(limits.length > 0 ? [extension(pki.OID.policyConstraints, der.sequence(...limits))] : []),
    ...(any === undefined ? [] : [extension(pki.OID.inhibitAnyPolicy, der.integer(any))]),
  ]
}

const one = (saying: Saying, number: number) => {
  const subject = someName(`${number}`)
  const issuer = saying.selfIssued === true ? subject : someName(`${number - 1}`)
  return certificateOf({ subject, issuer, extensions: extensionsOf(saying) })
}
const trusted = certificateOf({ subject: someName('0'), issuer: someName('0') })

/** Which certificate is wrong, counted from the one below the trusted one; null: none. */
function wrongIn(sayings: readonly Saying[], options: Partial<ChainOptions> = {}): number | null {
  const down = sayings.map((saying, i) => one(saying, i + 1))
  const problems = policyProblems([...down].reverse().concat(trusted), { trusted: [trusted], ...options })
  expect(problems.length).toBeLessThan(2)
  const [problem] = problems
  if (problem === undefined) return null
  expect(problem.reason).toBe('no-valid-policy')
  return down.indexOf(problem.certificate)
}
const required = { requirePolicy: true }

describe('policies', () => {
  it('do not matter where nobody demands any', () => {
    expect(wrongIn([{ policies: [A] }, { policies: [B] }])).toBeNull()
    expect(wrongIn([{}, {}], { policies: [A] })).toBeNull()
    expect(policyProblems([], { trusted: [], ...required })).toEqual([])
  })

  it('of the trusted certificate do not count', () => {
    const root = certificateOf({ extensions: extensionsOf({ explicit: 0 }) })
    expect(policyProblems([one({}, 1), root], { trusted: [root] })).toEqual([])
    expect(policyProblems([root], { trusted: [root], ...required })).toEqual([])
  })

  it('must go down from each certificate to the next if they are required', () => {
    expect(wrongIn([{ policies: [A] }, { policies: [A] }], required)).toBeNull()
    expect(wrongIn([{ policies: [A] }, { policies: [B] }], required)).toBe(1)
    expect(wrongIn([{ policies: [A] }, {}], required)).toBe(1)
    expect(wrongIn([{}, { policies: [A] }], required)).toBe(0)
    expect(wrongIn([{ policies: [A, B] }, { policies: [B, C] }, { policies: [C] }], required)).toBe(2)
  })

  it('that are any go over into those below', () => {
    expect(wrongIn([{ policies: [ANY] }, { policies: [A] }], required)).toBeNull()
    expect(wrongIn([{ policies: [A] }, { policies: [ANY] }], required)).toBeNull()
    expect(wrongIn([{ policies: [A] }, { policies: [ANY] }, { policies: [B] }], required)).toBe(2)
    expect(wrongIn([{ policies: [ANY] }, { policies: [ANY] }], required)).toBeNull()
  })

  it('are those that the caller accepts', () => {
    const accepting = (...policies: readonly string[]) => ({ ...required, policies })
    const path = [{ policies: [A, B] }, { policies: [A, B] }]
    expect(wrongIn(path, accepting(A))).toBeNull()
    expect(wrongIn(path, accepting(C, B))).toBeNull()
    expect(wrongIn(path, accepting(C))).toBe(1)
    expect(wrongIn(path, accepting())).toBe(1)
    expect(wrongIn(path, accepting(C, ANY))).toBeNull()
    expect(wrongIn([{ policies: [ANY] }, { policies: [ANY] }], accepting(C))).toBeNull()
    expect(wrongIn([{ policies: [A] }, { policies: [ANY] }], accepting(A))).toBeNull()
    expect(wrongIn([{ policies: [A] }, { policies: [ANY] }], accepting(B))).toBe(1)
  })
})

describe('a demand for policies', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 3],
  ])('after %i more certificates binds the leaf that is %i below (RFC 5280 6.1.5 a)', (explicit, below) => {
    const path = (count: number) => [{ explicit, policies: [A] }, ...Array<Saying>(count).fill({})]
    expect(wrongIn(path(below))).toBe(below)
    if (below > 1) expect(wrongIn(path(below - 1))).toBeNull()
    expect(wrongIn([{ explicit, policies: [A] }, ...Array<Saying>(below).fill({ policies: [A] })])).toBeNull()
  })

  it('of the leaf itself binds it', () => {
    expect(wrongIn([{ maps: [[A, B]], policies: [A] }, { explicit: 0 }])).toBe(1)
    expect(wrongIn([{ maps: [[A, B]], policies: [A] }, { explicit: 1 }])).toBeNull()
    expect(
      wrongIn([
        { maps: [[A, B]], policies: [A] },
        { explicit: 0, policies: [B] },
      ]),
    ).toBeNull()
  })

  it('can be made sooner, not later', () => {
    expect(wrongIn([{ explicit: 0, policies: [A] }, { explicit: 5, policies: [A] }, {}])).toBe(2)
    expect(wrongIn([{ explicit: 5, policies: [A] }, { explicit: 0, policies: [A] }, {}])).toBe(2)
    expect(wrongIn([{ explicit: 5, policies: [A] }, { policies: [A] }, {}])).toBeNull()
  })

  it('is not brought nearer by a certificate that is self-issued', () => {
    const path = (selfIssued: boolean) => [
      { explicit: 3, policies: [A] },
      { selfIssued, policies: [A] },
      { policies: [A] },
      {},
    ]
    expect(wrongIn(path(false))).toBe(3)
    expect(wrongIn(path(true))).toBeNull()
  })

  it('is refused if what it says cannot be read', () => {
    const broken = certificateOf({ extensions: [extension(pki.OID.policyConstraints, der.integer(1))] })
    const leaf = one({}, 2)
    expect(policyProblems([leaf, broken, trusted], { trusted: [trusted] })).toEqual([
      { certificate: leaf, reason: 'unknown-critical-extension' },
    ])
  })
})

describe('mappings', () => {
  const mapping = { policies: [A], maps: [[A, B]] } as const

  it('change what is expected below', () => {
    expect(wrongIn([mapping, { policies: [B] }], required)).toBeNull()
    expect(wrongIn([mapping, { policies: [A] }], required)).toBe(1)
    expect(
      wrongIn(
        [
          {
            ...mapping,
            maps: [
              [A, B],
              [A, C],
            ],
          },
          { policies: [C] },
        ],
        required,
      ),
    ).toBeNull()
  })

  it('leave the caller with the name that the trusted authority knows', () => {
    expect(wrongIn([mapping, { policies: [B] }], { ...required, policies: [A] })).toBeNull()
    expect(wrongIn([mapping, { policies: [B] }], { ...required, policies: [B] })).toBe(1)
  })

  it('may begin with a policy that is one of any', () => {
    const any = { policies: [ANY], maps: [[A, B]] } as const
    expect(wrongIn([any, { policies: [B] }], { ...required, policies: [A] })).toBeNull()
    expect(wrongIn([{ policies: [C], maps: [[A, B]] }, { policies: [B] }], required)).toBe(1)
  })

  it('from any policy or to it are wrong', () => {
    expect(wrongIn([{ policies: [ANY], maps: [[ANY, B]] }, { policies: [B] }])).toBe(0)
    expect(wrongIn([{ policies: [ANY], maps: [[A, ANY]] }, { policies: [B] }])).toBe(0)
  })

  it('are taken away where they may not be', () => {
    expect(wrongIn([mapping, { policies: [B] }], { ...required, inhibitPolicyMapping: true })).toBe(1)
    expect(wrongIn([{ policies: [A], mapping: 0 }, mapping, { policies: [B] }], required)).toBe(2)
    expect(wrongIn([{ policies: [A], mapping: 1 }, mapping, { policies: [B] }], required)).toBeNull()
    expect(
      wrongIn([{ policies: [A], mapping: 1 }, { policies: [A] }, mapping, { policies: [B] }], required),
    ).toBe(3)
  })
})

describe('any policy', () => {
  it('does not count where it may not', () => {
    const any = { policies: [ANY] }
    expect(wrongIn([any, any], { ...required, inhibitAnyPolicy: true })).toBe(0)
    expect(wrongIn([{ ...any, any: 0 }, any], required)).toBe(1)
    expect(wrongIn([{ ...any, any: 1 }, any], required)).toBeNull()
    expect(wrongIn([{ ...any, any: 1 }, any, any], required)).toBe(2)
    expect(wrongIn([{ ...any, any: 0 }, { policies: [A] }], required)).toBeNull()
  })

  it('counts in a self-issued certificate, unless that is the leaf', () => {
    const any = { policies: [ANY] }
    const own = { ...any, selfIssued: true }
    expect(wrongIn([{ ...any, any: 0 }, own, { policies: [A] }], required)).toBeNull()
    expect(wrongIn([{ ...any, any: 0 }, any, { policies: [A] }], required)).toBe(1)
    expect(wrongIn([{ ...any, any: 0 }, own], required)).toBe(1)
  })
})
