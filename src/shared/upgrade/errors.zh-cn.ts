import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.zh-cn.ts'

export const upgradeErrors = {
  'upgrade-already': {
    hotline: 'V20',
    title: '不需要升级',
    happened: '这张证书已经是一证通证书。',
    lost: certificateKept,
    next: '可以直接使用，不必升级。',
    refusals: {
      'upgrade-already': { kind: 'UNPROCESSABLE_CONTENT', params: { serial: 'text' } },
    },
  },
  'upgrade-business-only': {
    hotline: 'V21',
    title: '这张证书不能升级',
    happened: '这是业务专用证书，只用于指定的业务，不能升级。',
    lost: certificateKept,
    next: '请继续使用它办理指定的业务；如有疑问，请联系客服。',
    refusals: {
      'upgrade-business-only': { kind: 'UNPROCESSABLE_CONTENT', params: { serial: 'text' } },
    },
  },
  'upgrade-unfinished': {
    hotline: 'V22',
    title: '这张证书正在升级',
    happened: '这张证书已有一项升级在办理，可能是在另一台电脑上提交的。',
    lost: '那一项升级仍然有效。',
    next: '请继续办理那一项；不需要时，先撤销它再重新升级。',
    refusals: {
      'upgrade-unfinished': { kind: 'CONFLICT', params: { requestId: 'text' } },
    },
  },
  'upgrade-number-wrong': {
    hotline: 'V23',
    title: '号码与登记不符',
    happened: '填写的号码与发证机构登记的不一致，或客户类型不对，没有提交升级。',
    lost: certificateKept,
    next: '请核对组织机构代码、统一社会信用代码或工商注册号；确认无误仍不能通过时，请联系客服。',
    refusals: {
      'upgrade-number-wrong': { kind: 'UNPROCESSABLE_CONTENT' },
    },
  },
  'upgrade-seal-unverified': {
    hotline: 'V24',
    title: '印章没有核实',
    happened: '写入后读回的电子签章没有通过核实，「印章更新」还没有完成。',
    lost: '新证书已经启用，不受影响；能核实的签章都还在。',
    next: '请再更新一次；仍不成功时，请联系发证机构的客服。',
  },
} as const satisfies ErrorEntries
