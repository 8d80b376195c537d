import type { CertificateUse } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'

/** What a certificate is for, in a word. */
export const nameOfUse = (use: CertificateUse, words: Texts): string => {
  const say = words.certificates
  const names: Readonly<Record<CertificateUse, string>> = {
    signing: say.signing,
    encryption: say.encryption,
    both: say.both,
    authority: say.authority,
    unknown: say.unknownUse,
  }
  return names[use]
}
