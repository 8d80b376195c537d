import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept, certificateUnchanged, nothingLost } from '../errors/phrases.zh-cn.ts'

export const issuanceErrors = {
  'request-unknown': {
    hotline: 'I01',
    title: '找不到这次申请',
    happened: '发证机构没有这次申请的记录。',
    lost: certificateKept,
    next: '请重新开始办理。',
    refusals: {
      'request-unknown': { kind: 'NOT_FOUND' },
    },
  },
  'request-expired': {
    hotline: 'I02',
    title: '申请已过期',
    happened: '这次申请已超过有效时间。',
    lost: certificateKept,
    next: '请重新开始办理。',
    refusals: {
      'request-expired': { kind: 'CONFLICT' },
    },
  },
  'request-refused': {
    hotline: 'I03',
    title: '申请没有通过',
    happened: '发证机构没有通过这次申请，理由是「{words}」。',
    lost: certificateUnchanged,
    next: '请按说明修改后重新申请；原证书已被吊销的，请重新签发证书。',
    refusals: {
      'request-refused': { kind: 'CONFLICT', params: { reason: 'text' } },
    },
  },
  'request-waiting': {
    hotline: 'I04',
    title: '正在审核',
    happened: '发证机构正在审核这次申请。',
    lost: certificateKept,
    next: '可以先关闭窗口，审核通过后会提醒您继续。',
    refusals: {
      'request-not-ready': { kind: 'CONFLICT', params: { state: 'text' } },
    },
  },
  'request-conflict': {
    hotline: 'I05',
    title: '申请有冲突',
    happened: '同一持有人已有另一项申请在办理。',
    lost: certificateKept,
    next: '请先完成或放弃那一项。',
    refusals: {
      'idempotency-conflict': { kind: 'CONFLICT' },
      'too-many-open-requests': { kind: 'CONFLICT', params: { limit: 'number' } },
    },
  },
  'certificate-other-subject': {
    hotline: 'I06',
    title: '证书持有人不符',
    happened: '发证机构返回的证书不是给您的，没有写入。',
    lost: certificateKept,
    next: '请联系客服。',
  },
  'certificate-other-key': {
    hotline: 'I07',
    title: '证书与密钥不符',
    happened: '发证机构返回的证书与这次生成的密钥不符，没有写入。',
    lost: certificateKept,
    next: '请放弃这次办理后重新开始。',
  },
  'certificate-untrusted': {
    hotline: 'I08',
    title: '证书验证没有通过',
    happened: '返回的证书不能追溯到发证机构，没有写入。',
    lost: certificateKept,
    next: '请联系客服。',
  },
  'envelope-broken': {
    hotline: 'I09',
    title: '加密密钥无法打开',
    happened: '返回的加密密钥不完整，没有写入。',
    lost: certificateKept,
    next: '请点「继续」再取一次。',
  },
  'pair-check-failed': {
    hotline: 'I10',
    title: '新证书没有通过检查',
    happened: '新证书写入后试签名没有通过，所以没有启用。',
    lost: certificateKept,
    next: '请点「继续」重写一次，或放弃后重新办理。',
    refusals: {
      'confirmation-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'csr-refused': {
    hotline: 'I14',
    title: '申请文件没有被接受',
    happened: '发证机构没有接受这次的密钥申请。',
    lost: certificateKept,
    next: '请放弃这次办理后重新开始。',
    refusals: {
      'csr-too-large': { kind: 'PAYLOAD_TOO_LARGE', params: { limit: 'number' } },
      'csr-unreadable': { kind: 'UNPROCESSABLE_CONTENT' },
      'csr-signature-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
      'csr-subject-differs': { kind: 'UNPROCESSABLE_CONTENT', params: { expected: 'text' } },
      'csr-key-unsuitable': { kind: 'UNPROCESSABLE_CONTENT' },
      'csr-key-reused': { kind: 'CONFLICT' },
      'csr-key-differs': { kind: 'CONFLICT' },
    },
  },
  'business-unavailable': {
    hotline: 'I17',
    title: '现在不能办理',
    happened: '发证机构现在没有为这个账号提供这项业务。',
    lost: certificateKept,
    next: '请联系客服。',
    refusals: {
      'business-unavailable': { kind: 'UNPROCESSABLE_CONTENT', params: { business: 'text' } },
      'previous-certificate-missing': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'request-ended': {
    hotline: 'I18',
    title: '申请已经结束',
    happened: '这次申请在发证机构已被放弃，或被另一次办理取代。',
    lost: certificateUnchanged,
    next: '请放弃这次办理；已有新证书的不必再办，没有的请重新开始。',
    refusals: {
      'request-abandoned': { kind: 'CONFLICT' },
      'request-finished': { kind: 'CONFLICT' },
      'request-outdated': { kind: 'CONFLICT' },
      'order-closed': { kind: 'CONFLICT', params: { state: 'text' } },
    },
  },
  'already-in-force': {
    hotline: 'I20',
    title: '新证书已经生效',
    happened: '发证机构已启用新证书，这次办理不能再放弃。',
    lost: nothingLost,
    next: '请点「继续」完成最后的步骤。',
  },
} as const satisfies ErrorEntries
