/** 企业, 个体工商户 (with a trade name it is a legal entity), 事业单位, 机关, 社会组织, 其他. */
export const entityTypes = [
  'enterprise',
  'individual-business',
  'public-institution',
  'government',
  'social-organisation',
  'other',
] as const
export type EntityType = (typeof entityTypes)[number]

/** Who the dossier is about: 自然人, 法人 with and without 统一社会信用代码, 代理机构. */
export const dossierKinds = ['person', 'entity', 'entity-without-code', 'agency'] as const
export type DossierKind = (typeof dossierKinds)[number]

/** 注册, 信息补录, 变更为代理机构, another 经办人 of an account, 人工申诉. */
export const dossierPurposes = ['registration', 'completion', 'agency-change', 'handler', 'appeal'] as const
export type DossierPurpose = (typeof dossierPurposes)[number]

/** The parts of a dossier. `password` comes with the submission. */
export const dossierSteps = [
  'appeal',
  'person',
  'register',
  'entity',
  'details',
  'phone',
  'email',
  'uploads',
  'handler',
] as const
export type DossierStep = (typeof dossierSteps)[number]

type About = { readonly purpose: DossierPurpose; readonly kind: DossierKind }

/** Which parts a dossier has, in the order in which a person meets them. */
export const stepsOf = ({ purpose, kind }: About): readonly DossierStep[] => {
  if (purpose === 'appeal') return ['appeal', 'phone', 'uploads']
  if (purpose === 'handler') return ['handler']
  if (purpose === 'agency-change') return ['register', 'handler']
  if (kind === 'person') return ['person', 'phone', 'email']
  if (kind === 'entity-without-code') return ['entity', 'uploads', 'details', 'phone', 'email', 'handler']
  return ['register', 'details', 'phone', 'email', 'handler']
}

/** Whether its account gets a password with the submission. */
export const needsPassword = ({ purpose }: About): boolean =>
  purpose === 'registration' || purpose === 'completion'

/** Whether a person at the authority decides. */
export const isReviewed = ({ purpose, kind }: About): boolean =>
  purpose === 'appeal' || (needsPassword({ purpose, kind }) && kind === 'entity-without-code')

/** What an appeal is about: 无法完成信息核验, 手机号已停用, 证件已被注册, 其他. */
export const appealCauses = ['verification', 'phone-lost', 'taken', 'other'] as const
export type AppealCause = (typeof appealCauses)[number]

/** Only accounts of the old system from before this moment can be completed or linked. */
export const legacyEnd = Date.parse('2025-08-01T00:00:00+08:00')
