/** The steps of 证书签发, in order; each is idempotent (docs/architecture.md, "A business is a transaction"). */
export const issuanceSteps = [
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

export type IssuanceStep = (typeof issuanceSteps)[number]
