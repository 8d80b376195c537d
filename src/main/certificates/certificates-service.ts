import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificate, toPem } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { CertificateDetails, CertificateView, RevocationStatus } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { Authority } from '../authority/index.ts'
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
  readonly authority: Pick<Authority, 'chain' | 'known'>
  readonly shell: Pick<Shell, 'openPath'>
  readonly fetch: StatusFetch
  readonly words: () => Texts
  readonly now: () => Date
  /** What was learnt is kept by whoever shows the state of the pair. */
  readonly learnt: (certificateId: string, status: RevocationStatus) => void
}): CertificatesService => {
  const statuses = new Map<string, RevocationStatus>()
  const known = (id: string): KnownCertificate => {
    const found = parts.find(id)
    if (!found) throw new AssistantError('not-found')
    return found
  }
  const authorityCertificates = () => readable(parts.authority.chain())
  return {
    details: (id) => {
      const { certificate, view } = known(id)
      return {
        view,
        fields: certificateFields(certificate, parts.words().certificateFields),
        chain: chainLinks(certificate, authorityCertificates(), parts.now()),
        revocation: statuses.get(id) ?? notChecked,
        pem: toPem('CERTIFICATE', certificate.raw),
      }
    },
    revocation: async (id) => {
      const { certificate } = known(id)
      const chain = authorityCertificates()
      const issuer = issuerCertificate(certificate, chain)
      if (!issuer) return notChecked
      const today = parts.authority.known()
      const status = await revocationOf({ certificate, issuer, now: parts.now(), fetch: parts.fetch, today })
      statuses.set(id, status)
      parts.learnt(id, status)
      return status
    },
    export: (id, format) => exportedCertificate(known(id).certificate, format),
    openInSystem: async (id) => {
      const { fileName, base64 } = exportedCertificate(known(id).certificate, 'der')
      const path = join(mkdtempSync(join(tmpdir(), 'certificate-')), fileName)
      writeFileSync(path, Buffer.from(base64, 'base64'), { mode: 0o600 })
      await parts.shell.openPath(path)
    },
  }
}
