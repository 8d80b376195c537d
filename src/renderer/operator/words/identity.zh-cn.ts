import type { DossierKind, DossierPurpose, DossierStep } from '../../../shared/identity/kinds.ts'
import { identity as applicants } from '../../../shared/identity/words.zh-cn.ts'
import type { RaDossierState } from '../../../shared/ra-contract/index.ts'

const states: Readonly<Record<RaDossierState, string>> = {
  open: '填写中',
  'awaiting-review': '待审核',
  'awaiting-correction': '待补正',
  done: '已办结',
  refused: '未通过',
  expired: '已过期',
}

const purposes: Readonly<Record<DossierPurpose, string>> = {
  registration: '注册',
  completion: '信息补录',
  'agency-change': '变更为代理机构',
  handler: '关联经办人',
  appeal: '人工申诉',
}

const kinds: Readonly<Record<DossierKind, string>> = {
  person: '自然人',
  entity: '法人',
  'entity-without-code': '法人（无统一社会信用代码）',
  agency: '代理机构',
}

const steps: Readonly<Record<DossierStep, string>> = {
  appeal: '申诉内容',
  person: '实名信息',
  register: '法人信息验证',
  entity: '机构信息',
  details: '地址',
  phone: '手机号',
  email: '电子邮箱',
  uploads: '证明文件',
  handler: '经办人',
}

/** Words of the pages for 统一身份认证. */
export const identity = {
  states,
  purposes,
  kinds,
  steps,
  hint: '按编号、名称、证件号码或手机号搜索',
  state: '状态',
  number: '办理编号',
  applicant: '申请人',
  what: '业务',
  openedAt: '开始日期',
  empty: '没有等待审核的注册、补录或申诉',
  phone: '手机号',
  email: '电子邮箱',
  document: '证件',
  forEver: '长期',
  documentKinds: applicants.document.kinds,
  address: '地址',
  country: '注册国家（地区）',
  englishName: '英文名称',
  representative: '法定代表人',
  handler: '经办人',
  appeal: '申诉',
  appealCauses: applicants.appeal.causes,
  reason: '意见',
  due: '审核期限',
  decidedBy: '审核人',
  files: '证明文件',
  none: '无',
  see: (name: string) => `查看「${name}」`,
  filePurposes: { 'handler-proof': '经办人身份证明', 'subject-proof': '主体资格证明', appeal: '申诉材料' },
  preview: '文件预览',
  previewMeaning: '文件在隔离的框内显示，其中的脚本不会运行。看不到内容时，请下载后查看。',
  save: '下载',
  approve: '通过',
  approved: (name: string) => `已通过「${name}」的申请`,
  approveTitle: '通过申请',
  approveMeaning: '申请人将收到短信。手机号停用的申诉通过后，账号的手机号改为申诉中核验的手机号。',
  answer: '答复（选填）',
  refuse: '不通过',
  refused: (name: string) => `已退回「${name}」的申请，原因已用短信告知`,
  refuseTitle: '不通过申请',
  correct: '补正',
  corrected: (name: string) => `已通知「${name}」补正`,
  correctTitle: '退回补正',
  correctSteps: '需要补正的内容',
  stepsNeeded: '请选择需要补正的内容',
  reasonNeeded: '请填写原因，申请人会看到',
  register: {
    hint: '按统一社会信用代码、名称或法定代表人搜索',
    code: '统一社会信用代码',
    name: '名称',
    representative: '法定代表人',
    agency: '备案代理机构',
    yes: '是',
    no: '否',
    empty: '登记名册还没有内容',
    import: '导入',
    what: '导入内容',
    entities: '法人和代理机构',
    practitioners: '商标代理从业人员',
    importTitle: '导入登记名册',
    columns: {
      entities: '每行依次为：统一社会信用代码、名称、类型、法定代表人、证件号码、是否备案代理机构（是）。',
      practitioners: '每行依次为：证件号码、姓名、代理机构的统一社会信用代码。',
    },
    paste: '粘贴 CSV 内容',
    file: '选择 CSV 文件',
    read: (good: number, bad: readonly number[]) =>
      bad.length === 0
        ? `读到 ${good} 行`
        : `读到 ${good} 行；第 ${bad.join('、')} 行不能识别，请修改后再导入`,
    act: (lines: number) => `导入 ${lines} 行`,
    done: (added: number, changed: number, same: number) =>
      `新增 ${added} 行，更新 ${changed} 行，相同 ${same} 行`,
  },
}

export type IdentityWords = typeof identity
