/** The steps of 补办, in order. Its request names the certificate to replace. Its fee is paid at `await`. */
export const replacementSteps = [
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

export type ReplacementStep = (typeof replacementSteps)[number]
