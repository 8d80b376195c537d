import type { RaAgreement } from '../../shared/ra-contract/renewal.ts'

/** The agreement of the demonstration. An authority with customers has its own, checked by its lawyers. */
export const demoAgreement: RaAgreement = {
  version: 'demo-1',
  title: '电子认证服务协议（演示）',
  sections: [
    {
      heading: '协议双方',
      paragraphs: [
        '本协议由证书助手演示认证机构（以下简称“演示机构”）与数字证书申请人（以下简称“订户”）订立。',
        '演示机构仅供试用与培训，签发的证书没有法律效力。',
      ],
    },
    {
      heading: '订户的权利与责任',
      paragraphs: [
        '订户应当提供真实、完整、有效的申请资料；资料变更时，应当及时告知演示机构。',
        '订户应当妥善保管证书介质和 PIN 码，不得交付他人使用。',
        '私钥可能泄露或介质遗失时，订户应当立即办理挂失或吊销。',
      ],
    },
    {
      heading: '演示机构的权利与责任',
      paragraphs: [
        '演示机构按照公布的规则审核申请、签发证书、发布证书吊销列表并提供证书状态查询。',
        '申请资料不完整或不相符时，演示机构可以要求补正，也可以拒绝签发并退还费用。',
      ],
    },
    {
      heading: '个人信息',
      paragraphs: [
        '演示机构只为办理证书业务收集经办人和收件人的信息，不用于其他目的，也不向他人提供，法律另有规定的除外。',
      ],
    },
    {
      heading: '费用与退款',
      paragraphs: [
        '费用以申请时显示的金额为准。申请撤销或未通过审核时，已付的费用原路退回。',
        '演示机构的支付均为演示，不会真正扣款。',
      ],
    },
    {
      heading: '证书续期',
      paragraphs: [
        '证书到期前 90 日起可以续期，新证书的有效期自原证书到期时起计算。',
        '证书到期后 365 日内，凭签字盖章的申请表续期，新证书的有效期自签发时起计算。',
        '续期后，加密证书随之更换；用原加密证书加密的资料，需要用原加密密钥解密。',
      ],
    },
    {
      heading: '协议的生效与终止',
      paragraphs: ['订户选择“我接受电子认证服务协议内容”并提交申请时，本协议生效；证书失效时，本协议终止。'],
    },
  ],
}
