import {
  type Certificate,
  certificatesOf,
  cmsKind,
  PkiError,
  parseCertificate,
  pemBlocks,
} from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'

const most = 200

const ifReadable = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** A message without any signer, which only carries certificates (.p7b), has no signers to read. */
const inMessage = (bytes: Uint8Array): readonly Certificate[] =>
  ifReadable(() => (cmsKind(bytes) === 'signed' ? certificatesOf(bytes) : [])) ?? []

const inOne = (bytes: Uint8Array): readonly Certificate[] => {
  const certificate = ifReadable(() => parseCertificate(bytes))
  return certificate === null ? inMessage(bytes) : [certificate]
}

/** The certificates of a file: .cer, .crt or .pem with one or several, or .p7b. What cannot be read is passed over. */
export const certificatesIn = (file: Uint8Array): readonly Certificate[] => {
  const text = Buffer.from(file).toString('latin1')
  const blocks = file[0] === 0x30 ? [] : (ifReadable(() => pemBlocks(text)) ?? [])
  const found =
    blocks.length > 0
      ? blocks.filter(({ label }) => !label.includes('KEY')).flatMap(({ bytes }) => inOne(bytes))
      : inOne(file)
  if (found.length === 0) throw new AssistantError('document-no-certificate')
  return found.slice(0, most)
}
