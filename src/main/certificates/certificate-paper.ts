import type { CertificateDocument } from '../../documents/index.ts'
import { type Certificate, fingerprintSm3 } from '../../pki/index.ts'
import type { CertificateField, CertificatePair } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { certificateFields, dayOf, inFours, local } from './certificate-fields.ts'
import { holderOf } from './certificate-view.ts'

export type PaperQuestion = {
  /** The certificate and, if it is there, the other one of its pair. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  readonly state: CertificatePair['state']
  readonly isDemonstration: boolean
  readonly now: Date
}

type Part = CertificateDocument['parts'][number]
type Field = Part['rows'][number][number]

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
    case 'neither':
    case 'unknown':
      return say.unknownUse
  }
}

/** Every value is visible and cut as in the pages. */
const fieldsOf = (
  certificate: Certificate,
  words: Texts,
  group: CertificateField['group'],
): readonly Field[] =>
  certificateFields(certificate, words.certificateFields)
    .filter((field) => field.group === group)
    .map(({ name, value }) => ({ label: name, value: visibleName(value) }))

/** The serial first, then what people look for. */
const partOf = (certificate: Certificate, words: Texts, identity: readonly Field[]): Part => {
  const say = words.certificateFields
  const first = fieldsOf(certificate, words, 'first')
  const only = (...names: readonly string[]) => first.filter(({ label }) => names.includes(label))
  return {
    heading: headingOf(certificate, words),
    rows: [
      [{ label: say.serial, value: inFours(certificate.serialHex) }],
      only(say.issuer),
      only(say.notBefore, say.notAfter),
      only(say.use, say.keyType),
      ...identity.map((field) => [field]),
      [{ label: say.fingerprintSm3, value: inFours(fingerprintSm3(certificate)) }],
    ],
  }
}

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
    // Both are the holder's, so who that is stands once.
    parts: certificates.map((certificate, index) =>
      partOf(certificate, words, index === 0 ? fieldsOf(certificate, words, 'identity') : []),
    ),
    note: say.note,
    mark: words.everywhere.product,
    foot: {
      aside: words.documents.madeBy(words.everywhere.product, at),
      pageOf: words.documents.pageOf,
      numberedLetters: words.documents.numberedLetters,
    },
  }
}
