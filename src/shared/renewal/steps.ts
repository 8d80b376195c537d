/** The steps of 续期, in order. Its request names the certificate, the term and the application. It is paid at `await`. */
export const renewalSteps = [
  'request',
  'keypair',
  'csr',
  'submit',
  'await',
  'collect',
  'write-signing',
  'write-encryption',
  'verify',
  'confirm',
  'retire',
  'seal',
] as const

export type RenewalStep = (typeof renewalSteps)[number]
