/**
 * The steps of 证书升级, in order. The old seal stays on the token: 印章更新 is a tick of its own. `tick` keeps in the
 * journal of the wizard that this tick is done.
 */
export const upgradeSteps = [
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
  'tick',
] as const

export type UpgradeStep = (typeof upgradeSteps)[number]
