import { assertNever } from '../../shared/assert-never.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import { judgePolicies, type Policies } from '../../shared/policies/table.ts'
import { policyFile, type RawPolicies, readPolicyFile } from './policy-file.ts'
import { type Hive, policyKey, readPolicyRegistry } from './policy-registry.ts'

export type ReadPolicies = {
  readonly policies: Policies
  readonly problems: readonly ErrorReport[]
}

/** One place where an administrator may have written, by the name that people see. */
type Source = { readonly file: string; readonly raw: RawPolicies }

export const judgeSource = ({ file, raw }: Source, log: (line: string) => void): ReadPolicies => {
  switch (raw.kind) {
    case 'absent':
      return { policies: {}, problems: [] }
    case 'untrusted':
      return { policies: {}, problems: [{ code: 'policies-untrusted', params: { file } }] }
    case 'unreadable':
      return { policies: {}, problems: [{ code: 'policies-unreadable', params: { file } }] }
    case 'read': {
      const { policies, invalid, unknown } = judgePolicies(raw.values)
      if (unknown.length > 0) log(`policies: ${unknown.length} names in ${file} are not known`)
      const problems = invalid.map((name) => ({ code: 'policy-invalid', params: { file, name } }) as const)
      return { policies, problems }
    }
    default:
      return assertNever(raw)
  }
}

const ofHive = (hive: Hive): Source => ({ file: `${hive}\\${policyKey}`, raw: readPolicyRegistry(hive) })

const sourcesOf = (platform: NodeJS.Platform): readonly Source[] => {
  if (platform === 'win32') return [ofHive('HKCU'), ofHive('HKLM')]
  return platform === 'linux' ? [{ file: policyFile, raw: readPolicyFile(policyFile) }] : []
}

export type PoliciesWish = {
  readonly log: (line: string) => void
  readonly knownIssuer: (id: string) => boolean
  readonly sources?: readonly Source[]
}

/** What the administrator has fixed on this computer. A later source counts more; nothing here ever throws. */
export const readPolicies = ({
  log,
  knownIssuer,
  sources = sourcesOf(process.platform),
}: PoliciesWish): ReadPolicies => {
  const judged = sources.map((source) => judgeSource(source, log))
  const { IssuerId, ...rest }: Policies = Object.assign({}, ...judged.map(({ policies }) => policies))
  const problems = judged.flatMap((one) => one.problems)
  if (IssuerId === undefined || knownIssuer(IssuerId)) {
    return { policies: { ...rest, ...(IssuerId === undefined ? {} : { IssuerId }) }, problems }
  }
  const file = sources.findLast((_, at) => judged[at]?.policies.IssuerId !== undefined)?.file ?? ''
  return {
    policies: rest,
    problems: [...problems, { code: 'policy-invalid', params: { file, name: 'IssuerId' } }],
  }
}
