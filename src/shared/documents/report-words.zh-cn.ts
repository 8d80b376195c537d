import type { Outcome } from './verdict.ts'

/** The table of results that a person exports, and marks in names of results. */
export const documentReport = {
  fileName: '处理结果',
  title: '签名与加密 · 处理结果',
  made: (at: string) => `${at} 由证书助手生成`,
  summary: (done: number, failed: number) => `完成 ${done} 个，未完成 ${failed} 个`,
  columns: [
    '文件',
    '文件夹',
    '大小（字节）',
    '结果',
    '签名人',
    '签名时间',
    '说明',
    '生成的文件',
  ] as readonly string[],
  states: {
    listed: '未处理',
    arriving: '正在传入',
    waiting: '等待处理',
    working: '正在处理',
    failed: '未完成',
  },
  signed: '已签名',
  encrypted: (recipients: number) => `已加密给 ${recipients} 个证书`,
  decrypted: '已解密',
  decryptedSigned: {
    valid: '已解密，里面的签名有效',
    undecided: '已解密，里面的签名无法完全确认',
    invalid: '已解密，里面的签名无效',
    unsigned: '已解密，没有签名',
    unreadable: '已解密，里面的签名无法读取',
  } satisfies Record<Outcome, string>,
  claimed: '（签名人自己写的）',
  stamped: '（有时间戳）',
  note: '验证只使用这台电脑上已有的根证书，没有联网；各项说明见「签名与加密」中该文件的详情。',
  marks: { stamped: '(已签章)', opened: '(已解密)' },
}
