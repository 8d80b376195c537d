import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.zh-cn.ts'

export const renewalErrors = {
  'agreement-changed': {
    hotline: 'V01',
    title: '服务协议已更新',
    happened: '您阅读之后，发证机构更新了电子认证服务协议。',
    lost: '没有提交申请，也没有产生费用；填写的内容还在。',
    next: '请阅读新的协议，同意后重新提交。',
    refusals: {
      'agreement-changed': { kind: 'CONFLICT', params: { version: 'text' } },
    },
  },
  'price-changed': {
    hotline: 'V02',
    title: '费用有变动',
    happened: '您选择之后，发证机构调整了费用，现在是 {yuan} 元。',
    lost: '没有提交申请，也没有产生费用；填写的内容还在。',
    next: '请核对新的费用，同意后重新提交。',
    refusals: {
      'price-changed': { kind: 'CONFLICT', params: { totalFen: 'number' } },
    },
  },
  'renewal-keys-changed': {
    hotline: 'V09',
    title: '更换密钥的规则有变动',
    happened: '您阅读须知之后，发证机构改变了续期时是否更换密钥的规则。',
    lost: '没有提交申请，也没有产生费用；填写的内容还在。',
    next: '请重新阅读须知，同意后重新提交。',
    refusals: {
      'renewal-keys-changed': { kind: 'CONFLICT', params: { keys: 'text' } },
    },
  },
  'same-key-missing': {
    hotline: 'V10',
    title: '没有找到原密钥',
    happened: '这次续期沿用原来的密钥，但这里没有原证书完整的一对密钥。',
    lost: '没有改动证书和密钥，也没有产生费用。',
    next: '请插入存放原证书的 Ukey 后继续；密钥已经丢失或损坏的，请撤销申请，办理补办。',
  },
  'certificate-other-dates': {
    hotline: 'V11',
    title: '新证书的有效期不对',
    happened: '发证机构返回的证书，有效期和申请时告诉您的不一致，没有写入。',
    lost: certificateKept,
    next: '请联系客服核对有效期，更正后再继续。',
  },
  'renewal-too-early': {
    hotline: 'V03',
    title: '还不到续期的时间',
    happened: '这张证书离到期还早，{from} 起才可以续期。',
    lost: certificateKept,
    next: '请在 {from} 之后办理。',
    refusals: {
      'renewal-too-early': { kind: 'UNPROCESSABLE_CONTENT', params: { from: 'text' } },
    },
  },
  'renewal-too-late': {
    hotline: 'V04',
    title: '已超过续期期限',
    happened: '这张证书过期太久，{since} 起不能再在线续期。',
    lost: '没有产生费用；用它加密的资料，仍可用原来的密钥解密。',
    next: '请携带证件到服务网点验证身份，或在线重新申请证书。',
    refusals: {
      'renewal-too-late': { kind: 'UNPROCESSABLE_CONTENT', params: { since: 'text' } },
    },
  },
  'renewal-unfinished': {
    hotline: 'V05',
    title: '这张证书正在续期',
    happened: '这张证书已有一项续期在办理，业务单号 {orderNumber}，可能是在另一台电脑上提交的。',
    lost: '没有重复产生费用；那一项申请仍然有效。',
    next: '请在「查询进度」里继续办理那一项；不需要时，先撤销它再重新申请。',
    refusals: {
      'renewal-unfinished': {
        kind: 'CONFLICT',
        params: { requestId: 'text', orderNumber: 'text' },
      },
    },
  },
  'correction-not-wanted': {
    hotline: 'V06',
    title: '现在不需要补正',
    happened: '这项申请已经不在等待补正，可能已在别处补正，或已经办完。',
    lost: '原来提交的内容没有改变。',
    next: '请刷新，查看它现在的进度。',
    refusals: {
      'correction-not-wanted': { kind: 'CONFLICT', params: { state: 'text' } },
    },
  },
  'upload-not-signed': {
    hotline: 'V07',
    title: '这是没有签字盖章的申请表',
    happened: '上传的是导出的空白申请表，没有手写签名和公章。',
    lost: '申请没有提交，填写的内容还在。',
    next: '请打印申请表，手写签名、加盖公章，扫描成 PDF 后上传。',
    refusals: {
      'upload-not-signed': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'upload-too-many-pages': {
    hotline: 'V08',
    title: '附件页数太多',
    happened: '上传的 PDF 有 {pages} 页，最多可以有 {limit} 页。',
    lost: '申请没有提交，填写的内容还在。',
    next: '请只保留签字盖章的申请表和要求的证明，再重新上传。',
    refusals: {
      'upload-too-many-pages': {
        kind: 'UNPROCESSABLE_CONTENT',
        params: { pages: 'number', limit: 'number' },
      },
    },
  },
} as const satisfies ErrorEntries
