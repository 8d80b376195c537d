import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificate, toPem } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { CertificateDetails, CertificateView, RevocationStatus } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { KnownAuthority } from '../issuers/chain-cache.ts'
import { derOf } from '../issuers/known-authorities.ts'
import type { Shell } from '../shell/shell.ts'
import { certificateFields } from './certificate-fields.ts'
import { chainLinks, issuerCertificate, readable } from './chain.ts'
import { exportedCertificate } from './export-certificate.ts'
import { notChecked, revocationOf, type StatusFetch } from './revocation.ts'

export type KnownCertificate = { readonly certificate: Certificate; readonly view: CertificateView }

export type CertificatesService = {
  details(certificateId: string): CertificateDetails
  revocation(certificateId: string): Promise<RevocationStatus>
  export(certificateId: string, format: 'der' | 'pem'): { fileName: string; base64: string }
  openInSystem(certificateId: string): Promise<void>
}

export const createCertificatesService = (parts: {
  readonly find: (certificateId: string) => KnownCertificate | undefined
  /** What the authority of an issuer told about itself. */
  readonly known: (issuerId: string) => KnownAuthority | null
  readonly shell: Pick<Shell, 'openPath'>
  readonly fetch: StatusFetch
  readonly words: () => Texts
  readonly now: () => Date
  /** Takes the status that was learnt. The caller who shows the pair's state keeps it. */
  readonly learnt: (certificateId: string, status: RevocationStatus) => void
}): CertificatesService => {
  const statuses = new Map<string, RevocationStatus>()
  const present = (id: string): KnownCertificate => {
    const found = parts.find(id)
    if (!found) throw new AssistantError('not-found')
    return found
  }
  const toldBy = ({ issuerId }: CertificateView) => (issuerId === null ? null : parts.known(issuerId))
  const chains = new WeakMap<KnownAuthority, readonly Certificate[]>()
  /** Of what an authority told, parsed once. */
  const chainOf = (told: KnownAuthority): readonly Certificate[] => {
    const chain = chains.get(told) ?? readable(derOf(told))
    chains.set(told, chain)
    return chain
  }
  const authorityCertificates = (view: CertificateView): readonly Certificate[] => {
    const told = toldBy(view)
    return told === null ? [] : chainOf(told)
  }
  return {
    details: (id) => {
      const { certificate, view } = present(id)
      return {
        view,
        fields: certificateFields(certificate, parts.words().certificateFields),
        chain: chainLinks(certificate, authorityCertificates(view), parts.now()),
        revocation: statuses.get(id) ?? notChecked,
        pem: toPem('CERTIFICATE', certificate.raw),
      }
    },
    revocation: async (id) => {
      const { certificate, view } = present(id)
      const chain = authorityCertificates(view)
      const issuer = issuerCertificate(certificate, chain)
      if (!issuer) return notChecked
      const today = toldBy(view)
      const status = await revocationOf({ certificate, issuer, now: parts.now(), fetch: parts.fetch, today })
      statuses.set(id, status)
      parts.learnt(id, status)
      return status
    },
    export: (id, format) => exportedCertificate(present(id).certificate, format),
    openInSystem: async (id) => {
      const { fileName, base64 } = exportedCertificate(present(id).certificate, 'der')
      const path = join(mkdtempSync(join(tmpdir(), 'certificate-')), fileName)
      writeFileSync(path, Buffer.from(base64, 'base64'), { mode: 0o600 })
      await parts.shell.openPath(path)
    },
  }
}
