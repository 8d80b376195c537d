import type { FileVerdict, SignatureVerdict } from '../../../../src/shared/documents/verdict.ts'

/** A signature that is valid, unless told otherwise. */
export const signature = (change: Partial<SignatureVerdict> = {}): SignatureVerdict => ({
  ...{ id: 'S1', form: 'seal', outcome: 'valid', integrity: 'intact', coverage: { state: 'whole' } },
  ...{ signer: { state: 'unknown' }, seal: { state: 'none' }, chain: { state: 'not-checked' } },
  ...{ time: { state: 'none' }, addedAfter: { state: 'nothing' }, reasons: [] },
  ...change,
})

export const verdict = (change: Partial<FileVerdict> = {}): FileVerdict => ({
  ...{ kind: 'ofd', outcome: 'valid', signatures: [], reasons: [] },
  ...change,
})

export const namedSigner = (subject: string): SignatureVerdict['signer'] => ({
  state: 'named',
  certificate: { subject, issuer: '', serial: '', validFrom: '', validTo: '', fingerprint: '' },
})
