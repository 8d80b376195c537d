import type { Account, Message } from '../../records.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused } from '../decision.ts'
import type { LegacyLogin } from './legacy.ts'

export type Notice = {
  readonly occasion: string
  readonly day: string
  readonly assistantUrl: string
  readonly manualUrl: string
  readonly sender: string
}

/** The mail with which people find their user name and applicant name. */
export function noticeText(
  { day, assistantUrl, manualUrl }: Notice,
  { userName, applicantName }: Account,
): string {
  return [
    '商标网上服务系统用户：',
    `根据工作部署，我局拟于 ${day} 对商标数字证书进行升级改造。届时，现在使用的商标数字证书将无法登录商标网上申请系统。`,
    '为保障您能够及时处理商标业务，请在系统升级改造后尽快办理商标数字证书更换。',
    `用户名：${userName}`,
    `申请人名称：${applicantName}`,
    '请下载并安装证书助手，用上面的用户名和申请人名称登录，再按操作手册办理「证书签发」。',
    `证书助手：${assistantUrl}`,
    `操作手册：${manualUrl}`,
  ].join('\n')
}

export type NoticeSending = {
  readonly notice: Notice
  /** Of accounts that have not had the mail of this occasion. */
  readonly accounts: readonly Account[]
  readonly operator: string
  readonly now: number
}

/** One mail to each account that has an address. */
export function sendNotice({ notice, accounts, operator, now }: NoticeSending): Decision<number> {
  const reached = accounts.flatMap((account) =>
    account.email === null ? [] : [{ account, to: account.email }],
  )
  const changes = reached.flatMap(({ account, to }): readonly Change[] => {
    const message: Message = {
      id: `${account.id.slice(0, 30)}-notice-${now}`,
      ...{ channel: 'mail', to, createdAt: now, text: noticeText(notice, account) },
    }
    return [
      { kind: 'add-message', message },
      { kind: 'note-notice', occasion: notice.occasion, accountId: account.id, at: now },
    ]
  })
  return decided(
    [
      ...changes,
      audit(now, `operator ${operator}`, `notice sent: ${notice.occasion}`, String(reached.length)),
    ],
    reached.length,
  )
}

export type LegacyNaming = {
  readonly login: string
  readonly operator: string
  readonly sender: string
  readonly ids: readonly [string, string]
  readonly now: number
}

export type LegacyNamingFacts = {
  readonly legacy: LegacyLogin | null
  readonly others: readonly string[]
  /** The account of the old system, whose phone and mail address get the notice. */
  readonly account: Account | null
  /** One of the holder's old logins is linked already. */
  readonly isLinked: boolean
}

/** Of several old accounts of one holder names the one that can be linked, and tells him by mail and SMS. */
export function nameLegacy(
  { legacy, others, account, isLinked }: LegacyNamingFacts,
  { login, operator, sender, ids, now }: LegacyNaming,
): Decision<{ readonly others: readonly string[]; readonly messages: number }> {
  if (legacy === null || account === null) return refused('not-found')
  if (isLinked) return refused('legacy-linked-elsewhere')
  const text = `【${sender}】您有 ${others.length + 1} 个旧账号，可以关联或补录的是 ${login}。关联后不能更换或解除。`
  const ways = [
    { id: ids[0], channel: 'sms', to: account.phone },
    { id: ids[1], channel: 'mail', to: account.email },
  ] as const
  const messages = ways.flatMap(({ to, ...way }): readonly Change[] =>
    to === null ? [] : [{ kind: 'add-message', message: { ...way, to, text, createdAt: now } }],
  )
  return decided(
    [
      { kind: 'name-legacy', login, others },
      ...messages,
      audit(now, `operator ${operator}`, 'legacy account named', login),
    ],
    { others, messages: messages.length },
  )
}
