import { expect } from 'vitest'
import type { Grants } from '../../../../src/main/documents/file-work/file-worker.ts'
import type { JobLogins } from '../../../../src/main/documents/job-logins.ts'
import { readyWork, type WorkParts } from '../../../../src/main/documents/job-tasks.ts'
import type { DocumentWork } from '../../../../src/shared/documents/contract.ts'
import type { DocumentContent } from '../../../../src/shared/documents/model.ts'
import { freshParty } from '../../pki/authority.ts'
import { holder, root, tokenOf } from '../sealed.ts'

export const now = new Date('2026-11-20T08:00:00.000Z')
export const signer = freshParty(root, { profile: 'signing', name: '签名' })
export const reader = holder('甲')
export const trust = { roots: [], certificates: [], crls: [], now }
export const content = { kind: 'files', count: 2, name: null, onKey: false } as const
export const { signal } = new AbortController()
export const bytes = { certificate: signer.certificate.raw, chain: [root.certificate.raw] }

/** Work made ready with a token at hand. `used` has how the token was asked for. */
export const made = (
  work: DocumentWork,
  parts: Partial<WorkParts> = {},
  token = tokenOf([signer, reader]),
) => {
  const used: unknown[] = []
  const logins: JobLogins = {
    use: async ({ present, ...use }, doing) => {
      used.push({ tokenId: present.facts.id, ...use })
      return doing(token.session)
    },
    ...{ isOpen: () => false, known: () => new Set<string>(), end: async () => {} },
  }
  const ready = readyWork(work, {
    ...{ tokens: () => [token.present], seen: { find: () => null }, logins },
    signing: (certificateId) => ({
      ...{ certificateId, certificate: signer.certificate, chain: [root.certificate] },
    }),
    recipients: {
      certificates: (ids) =>
        ids.length === 1 ? [reader.certificate] : [reader.certificate, root.certificate],
    },
    trust: () => trust,
    pathOf: (fileId) => (fileId === 'listed' ? '/companion' : null),
    marks: () => ({ stamped: '已签章', opened: '已解密' }),
    seal: (sealId) => new TextEncoder().encode(sealId),
    clock: () => now,
    ...parts,
  })
  return { ready, used }
}
export const file = (
  kind: DocumentContent = 'other',
  companion: string | null = null,
  beside: string | null = null,
) => ({
  ...{ path: '/nowhere/a', beside, verdict: null, judged: null },
  view: {
    ...{ id: 'a', name: 'a', folder: '/nowhere', size: 1, content: kind, companion },
    state: { is: 'waiting' } as const,
  },
})
export const grantsOf = ({ ready }: ReturnType<typeof made>): Grants => ready.grants(content, signal)
export const refusesTokens = async ({ sign, openKey, openPart }: Grants, all = true) => {
  const absent = { code: 'token-absent' }
  if (all) await expect(sign(new Uint8Array(), 'sm2-digest')).rejects.toMatchObject(absent)
  await expect(openKey(new Uint8Array())).rejects.toMatchObject(absent)
  await expect(openPart(new Uint8Array(), new Uint8Array(), true)).rejects.toMatchObject(absent)
}
export const signing = (as: Extract<DocumentWork, { kind: 'sign' }>['as']): DocumentWork => ({
  ...{ kind: 'sign', certificateId: 'certificate-1', as },
})
