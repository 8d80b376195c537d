import type { CertificateDocument } from '../../documents/index.ts'
import { type Certificate, fingerprintSm3 } from '../../pki/index.ts'
import type { CertificatePair } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateFields, inFours, local } from './certificate-fields.ts'
import { holderOf } from './certificate-view.ts'

export type PaperQuestion = {
  /** The certificate and, if it is there, the other one of its pair. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  readonly state: CertificatePair['state']
  readonly isDemonstration: boolean
  readonly now: Date
}

type Part = CertificateDocument['parts'][number]

const headingOf = ({ use }: Certificate, { certificates: say }: Texts): string => {
  switch (use) {
    case 'signing':
      return say.signing
    case 'encryption':
      return say.encryption
    case 'both':
      return say.both
    case 'ca':
      return say.authority
    case 'unknown':
      return say.unknownUse
  }
}

/** The serial first, then what people look for; every value is visible and cut as in the pages. */
const partOf = (certificate: Certificate, words: Texts): Part => {
  const say = words.certificateFields
  const wanted = certificateFields(certificate, say)
    .filter(({ group }) => group === 'first' || group === 'identity')
    .filter(({ name }) => name !== say.holder)
    .map(({ name, value }) => ({ label: name, value: visibleName(value) }))
  return {
    heading: headingOf(certificate, words),
    fields: [
      { label: say.serial, value: inFours(certificate.serialHex) },
      ...wanted,
      { label: say.fingerprintSm3, value: inFours(fingerprintSm3(certificate)) },
    ],
  }
}

const dayOf = (moment: Date): string => local(moment).slice(0, 10)

/** What a certificate says, put into words for the document that its holder keeps. */
export const certificatePaper = (
  { certificates, state, isDemonstration, now }: PaperQuestion,
  words: Texts,
): CertificateDocument => {
  const say = words.certificates.paper
  const [first] = certificates
  const at = local(now).slice(0, 16)
  return {
    title: say.title,
    holder: holderOf(first),
    lines: [
      say.validity(dayOf(first.notBefore), dayOf(first.notAfter)),
      say.stood(at, words.certificates.state[state]),
    ],
    warning: isDemonstration ? say.demonstration : null,
    parts: certificates.map((certificate) => partOf(certificate, words)),
    note: say.note,
    mark: words.everywhere.product,
    foot: {
      aside: words.documents.madeBy(words.everywhere.product, at),
      pageOf: words.documents.pageOf,
      numberedLetters: words.documents.numberedLetters,
    },
  }
}
