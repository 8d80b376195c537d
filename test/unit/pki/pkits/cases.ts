/** What PKITS asks about one end certificate, and what it expects (NIST, PKITS 1.0.1, sections 4.8 to 4.12). */
export type PolicyCase = {
  readonly name: string
  /** Numbers of NIST's test policies that are acceptable; any if none are given. */
  readonly accepted: readonly number[]
  readonly explicit: boolean
  readonly noMapping: boolean
  readonly noAny: boolean
  readonly valid: boolean
}

const defaults = { accepted: [], explicit: false, noMapping: false, noAny: false }
const accepts = (name: string, settings: Partial<PolicyCase> = {}): PolicyCase => ({
  name,
  ...defaults,
  ...settings,
  valid: true,
})
const refuses = (name: string, settings: Partial<PolicyCase> = {}): PolicyCase => ({
  ...accepts(name, settings),
  valid: false,
})

const same = 'ValidCertificatePathTest1EE'
const none = 'AllCertificatesNoPoliciesTest2EE'
const different = (number: number) => `DifferentPoliciesTest${number}EE`
const mapping = (number: number) => `ValidPolicyMappingTest${number}EE`
const accepting = (...accepted: readonly number[]) => ({ accepted })
const explicit = { explicit: true }

/** The cases whose verdict depends on the policies that are asked for, or whose name does not tell it. */
export const policyCases: readonly PolicyCase[] = [
  accepts(same, explicit),
  accepts(same, { ...explicit, ...accepting(1) }),
  refuses(same, { ...explicit, ...accepting(2) }),
  accepts(same, { ...explicit, ...accepting(1, 2) }),
  accepts(none),
  refuses(none, explicit),
  accepts(different(3)),
  refuses(different(3), explicit),
  refuses(different(3), { ...explicit, ...accepting(1, 2) }),
  ...[4, 5, 7, 8, 9, 12].map((number) => refuses(different(number))),
  accepts('OverlappingPoliciesTest6EE'),
  accepts('OverlappingPoliciesTest6EE', accepting(1)),
  refuses('OverlappingPoliciesTest6EE', accepting(2)),
  accepts('AllCertificatesSamePoliciesTest10EE', accepting(1)),
  accepts('AllCertificatesSamePoliciesTest10EE', accepting(2)),
  accepts('AllCertificatesSamePoliciesTest10EE'),
  accepts('AllCertificatesanyPolicyTest11EE'),
  accepts('AllCertificatesanyPolicyTest11EE', accepting(1)),
  ...[1, 2, 3].map((policy) => accepts('AllCertificatesSamePoliciesTest13EE', accepting(policy))),
  accepts('AnyPolicyTest14EE', accepting(1)),
  refuses('AnyPolicyTest14EE', accepting(2)),
  ...[15, 16, 17, 19].map((number) => accepts(`UserNoticeQualifierTest${number}EE`)),
  accepts('UserNoticeQualifierTest18EE', accepting(1)),
  accepts('UserNoticeQualifierTest18EE', accepting(2)),
  accepts('CPSPointerQualifierTest20EE', explicit),
  accepts(mapping(1), accepting(1)),
  refuses(mapping(1), accepting(2)),
  refuses(mapping(1), { noMapping: true }),
  refuses('InvalidPolicyMappingTest2EE'),
  refuses('InvalidPolicyMappingTest2EE', { noMapping: true }),
  refuses(mapping(3), accepting(1)),
  accepts(mapping(3), accepting(2)),
  accepts(mapping(5), accepting(1)),
  refuses(mapping(5), accepting(6)),
  accepts(mapping(6), accepting(1)),
  refuses(mapping(6), accepting(6)),
  accepts(mapping(12), accepting(1)),
  accepts(mapping(12), accepting(2)),
  accepts('inhibitAnyPolicyTest3EE'),
  refuses('inhibitAnyPolicyTest3EE', { noAny: true }),
]

/** Signatures of DSA are not verified here. */
export const dsa = ['ValidDSASignaturesTest4EE', 'ValidDSAParameterInheritanceTest5EE']
