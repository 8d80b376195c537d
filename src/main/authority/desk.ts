import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemonstrationDesk } from '../../shared/models/index.ts'
import type { AuthorityIssuer } from './authority.ts'
import type { EmbeddedAuthority } from './embedded-authority.ts'

type Parts = {
  readonly find: (issuerId: string) => AuthorityIssuer | null
  readonly embedded: Pick<EmbeddedAuthority, 'address'>
  /** The data folder of the authority inside. */
  readonly data: string
}

/** The account that the authority inside is seeded with for whoever tries it out. */
const account = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const

/** The first operator in the file that the authority writes at its first start; null if it is not there. */
const operatorIn = (data: string): DemonstrationDesk['operator'] => {
  try {
    const [name, password] =
      readFileSync(join(data, 'operators.txt'), 'utf8').split('\n', 1)[0]?.trim().split(' ') ?? []
    return name && password ? { name, password } : null
  } catch {
    return null
  }
}

/**
 * The operator's desk of the authority inside, where its codes, payments and reviews are; null for every other authority.
 */
export const createDesk =
  ({ find, embedded, data }: Parts) =>
  async (issuerId: string): Promise<DemonstrationDesk | null> => {
    if (find(issuerId)?.address !== 'embedded') return null
    const url = `${(await embedded.address()).replace(/\/+$/, '')}/operator/`
    return { url, operator: operatorIn(data), account }
  }
