import { AssistantError } from '../../shared/errors/index.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { CertificatePair, Snapshot } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { certificatePaper } from './certificate-paper.ts'
import type { KnownCertificate } from './certificates-service.ts'
import { fileNameOf } from './export-certificate.ts'

export type Papers = {
  /** A certificate and the other one of its pair, as a PDF to keep. */
  paper(certificateId: string): Promise<{ readonly fileName: string; readonly base64: string }>
}

type Parts = {
  readonly find: (certificateId: string) => KnownCertificate | undefined
  readonly snapshot: () => Pick<Snapshot, 'tokens' | 'issuers' | 'settings'>
  readonly words: () => Texts
  readonly font: () => Promise<Uint8Array>
  readonly now: () => Date
}

const idsOf = ({ signing, encryption }: CertificatePair): readonly string[] =>
  [signing, encryption].flatMap((view) => view?.id ?? [])

export const createPapers = ({ find, snapshot, words, font, now }: Parts): Papers => ({
  paper: async (id) => {
    const found = find(id)
    if (!found) throw new AssistantError('not-found')
    const { tokens, issuers, settings } = snapshot()
    const pair = tokens.flatMap(({ pairs }) => pairs).find((one) => idsOf(one).includes(id))
    const others = pair ? idsOf(pair).filter((one) => one !== id) : []
    const document = certificatePaper(
      {
        certificates: [found.certificate, ...others.flatMap((one) => find(one)?.certificate ?? [])],
        state: pair?.state ?? 'incomplete',
        isDemonstration: issuerById({ issuers }, found.view.issuerId)?.demonstration ?? false,
        now: now(),
      },
      words(),
    )
    // The writer and its library are big and rarely wanted, so they are loaded only here.
    const { certificateDocument } = await import('../../documents/index.ts')
    const { language } = settings
    const facts = { creator: words().everywhere.product, language, created: now(), font: await font() }
    const bytes = await certificateDocument(document, facts)
    return {
      fileName: fileNameOf(found.certificate, 'pdf'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
