import { type Certificate, toPem } from '../../pki/index.ts'
import { holderOf } from './certificate-view.ts'

export const fileNameOf = (certificate: Certificate, ending: 'cer' | 'pem' | 'pdf'): string => {
  const safe = holderOf(certificate)
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(0, 60)
  return `${safe}-${certificate.serialHex.slice(-8)}.${ending}`
}

/** The public certificate as a file: .cer in DER, .pem in PEM. Either can be saved beside the other. */
export const exportedCertificate = (
  certificate: Certificate,
  format: 'der' | 'pem',
): { readonly fileName: string; readonly base64: string } => ({
  fileName: fileNameOf(certificate, format === 'der' ? 'cer' : 'pem'),
  base64: Buffer.from(format === 'der' ? certificate.raw : toPem('CERTIFICATE', certificate.raw)).toString(
    'base64',
  ),
})
