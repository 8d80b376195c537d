/** Where relying parties find lists and answers. The addresses are written into every certificate. */
export type Addresses = {
  readonly crl: string
  readonly rootCrl: string
  readonly ocsp: string
  readonly issuingCertificate: string
}

export function addressesUnder(publicUrl: string): Addresses {
  const base = publicUrl.replace(/\/+$/, '')
  return {
    crl: `${base}/crl/issuing.crl`,
    rootCrl: `${base}/crl/root.crl`,
    ocsp: `${base}/ocsp`,
    issuingCertificate: `${base}/ca/issuing.cer`,
  }
}
