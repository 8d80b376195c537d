import { identityAccount, passwordResets } from './identity-account.ts'
import { dossiers, identityRules } from './identity-dossier.ts'

/** 统一身份认证: how people and organisations become known, and what they do with their account. */
export const identity = {
  rules: identityRules,
  dossiers,
  account: identityAccount,
  passwordResets,
}
