/** The service agreement of the demonstration. An authority with customers has its own. */
export const demoIdentityAgreement = {
  version: 'identity-demo-1',
  title: '统一身份认证系统用户服务协议（演示）',
  paragraphs: [
    '本协议由证书助手演示认证机构与用户订立。演示机构仅供试用与培训。',
    '用户应当提供真实、完整、有效的身份信息，并对信息的真实性负责；信息变更时应当及时更新。',
    '一个证件只能注册一个账号。账号注销后，原证件不能再次注册或补录。',
    '一个用户只能关联一个旧账号，关联后不能更换或解除。',
    '手机号、邮箱用于接收通知、验证码和找回密码；用户应当保管好密码和验证码，不得告诉他人。',
    '演示机构只为身份认证和办理业务使用用户的信息，不用于其他目的，法律另有规定的除外。',
  ],
} as const

/** How many working days a review of a dossier takes. */
export const identityReviewDays = { from: 1, to: 2 } as const
