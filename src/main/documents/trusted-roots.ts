import { join } from 'node:path'
import { z } from 'zod'
import { knownRoots, type Trust } from '../../documents/index.ts'
import { certificateIn } from '../../native/index.ts'
import { type Certificate, fingerprintSha256, isSignedBy } from '../../pki/index.ts'
import type { TrustedRoot } from '../../shared/documents/model.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { holderOf } from '../certificates/certificate-view.ts'
import { isSelfIssued, readable } from '../certificates/chain.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { fromBase64 } from '../files/base64.ts'
import { jsonAt, smallJsonAt } from '../files/file-reading.ts'
import type { Issuer } from '../issuers/issuers.ts'
import { derOf } from '../issuers/known-authorities.ts'
import type { Issuers } from '../issuers/part.ts'
import { certificatesIn } from './certificates-in.ts'

const most = 200
const file = z.readonly(
  z.object({ format: z.literal(1), certificates: z.array(z.string().max(40_000)).max(most).readonly() }),
)

/** The roots that verification trusts, and what else helps to build chains. Nothing is fetched. */
export type TrustedRoots = {
  all(): readonly TrustedRoot[]
  /** The roots in a file; none of them is trusted by that. */
  rootsIn(file: Uint8Array): readonly TrustedRoot[]
  /** Trusts every root in the file. */
  add(file: Uint8Array): readonly TrustedRoot[]
  remove(id: string): readonly TrustedRoot[]
  trust(): Omit<Trust, 'now'>
}

export type TrustedRootsParts = {
  readonly home: string
  readonly issuers: Pick<Issuers, 'known'>
  readonly issuerSet: { readonly issuers: readonly Issuer[] }
  /** Leaves a damaged file where it is. */
  readonly onlyReads?: boolean
}

type Root = { readonly certificate: Certificate; readonly source: TrustedRoot['source'] }

const idOf = (certificate: Certificate): string => fingerprintSha256(certificate).toLowerCase()

const rootOf = ({ certificate, source }: Root): TrustedRoot => ({
  id: idOf(certificate),
  name: holderOf(certificate),
  fingerprint: fingerprintSha256(certificate),
  notAfter: certificate.notAfter.toISOString(),
  source,
})

const isRoot = (certificate: Certificate): boolean =>
  certificate.use === 'ca' && isSelfIssued(certificate) && isSignedBy(certificate, certificate)

const rootsOf = (bytes: Uint8Array): readonly Certificate[] => {
  const found = new Map(certificatesIn(bytes).map((one) => [idOf(one), one]))
  const all = [...found.values()].filter(isRoot)
  if (all.length === 0) throw new AssistantError('document-not-a-root')
  return all
}

export const createTrustedRoots = (parts: TrustedRootsParts): TrustedRoots => {
  const { home, issuers, issuerSet } = parts
  const path = join(home, 'trusted-roots.json')
  const kept = (parts.onlyReads === true ? jsonAt : smallJsonAt)(path, file)?.certificates ?? []
  let imported = kept.flatMap((text) => certificateIn(fromBase64(text)) ?? []).filter(isRoot)

  const authoritiesOf = (demonstration: boolean | null): readonly Certificate[] =>
    issuerSet.issuers
      .filter((issuer) => demonstration === null || issuer.demonstration === demonstration)
      .flatMap(({ id }) => readable(derOf(issuers.known(id))))

  const roots = (): readonly Root[] => {
    const every: readonly Root[] = [
      ...knownRoots().map((certificate) => ({ certificate, source: 'shipped' as const })),
      ...authoritiesOf(true)
        .filter(isRoot)
        .map((certificate) => ({ certificate, source: 'demonstration' as const })),
      ...imported.map((certificate) => ({ certificate, source: 'imported' as const })),
    ]
    const each = new Map<string, Root>()
    for (const one of every) if (!each.has(idOf(one.certificate))) each.set(idOf(one.certificate), one)
    return [...each.values()]
  }
  const all = (): readonly TrustedRoot[] => roots().map(rootOf)
  /** It counts only once it is on disk. */
  const keep = (next: readonly Certificate[]): void => {
    const certificates = next.map(({ raw }) => Buffer.from(raw).toString('base64'))
    writeAtomically(path, `${JSON.stringify({ format: 1, certificates }, null, 2)}\n`)
    imported = [...next]
  }
  return {
    all,
    rootsIn: (bytes) => rootsOf(bytes).map((certificate) => rootOf({ certificate, source: 'imported' })),
    add: (bytes) => {
      const known = new Set(roots().map((one) => idOf(one.certificate)))
      const fresh = rootsOf(bytes).filter((one) => !known.has(idOf(one)))
      if (imported.length + fresh.length > most) throw new AssistantError('roots-too-many', { limit: most })
      if (fresh.length > 0) keep([...imported, ...fresh])
      return all()
    },
    remove: (id) => {
      if (!imported.some((one) => idOf(one) === id)) throw new AssistantError('not-found')
      keep(imported.filter((one) => idOf(one) !== id))
      return all()
    },
    trust: () => ({
      roots: roots().map(({ certificate }) => certificate),
      certificates: authoritiesOf(null),
      crls: [],
    }),
  }
}
