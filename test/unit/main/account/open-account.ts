import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createAccount } from '../../../../src/main/account/account.ts'
import { readAccountFile } from '../../../../src/main/account/account-file.ts'
import { createSessionBook } from '../../../../src/main/account/session-book.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { type Answers, memoryAuthority } from '../memory-authority.ts'

export const now = new Date('2026-11-20T08:00:00.000Z')
export const expiresAt = '2026-11-20T20:00:00.000Z'
export const refused = (code: string) => expect.objectContaining({ code })

export const accountOf = (userName: string) => ({
  ...{ id: `account-${userName}`, kind: 'agency', userName, applicantName: `${userName}公司` },
  ...{ maskedIdNumber: '91**3X', maskedPhone: '138****1234', maskedEmail: null, complete: true },
})
export const session = (userName: string, change: object = {}) => ({
  ...{ token: `token-${userName}`, scope: 'full', expiresAt, account: accountOf(userName), handler: null },
  ...{ codeChannels: [], ...change },
})
export const channels = [
  { channel: 'sms', masked: '138****1234' },
  { channel: 'mail', masked: 'a***@b.cn' },
]
export const waiting = (userName: string, codeChannels: readonly object[] = channels) =>
  session(userName, { scope: 'code', codeChannels })
export const sent = { masked: '138****1234', expiresAt, againAt: '2026-11-20T08:11:00.000Z' }
export const state = (userName: string, change: object = {}) => ({
  ...{ state: 'signed-in', userName, applicantName: `${userName}公司`, kind: 'agency', identity: '91**3X' },
  ...{ phone: '138****1234', complete: true, handler: null, since: now.toISOString(), expiresAt, ...change },
})
export const calls = {
  name: 'POST /sessions/by-name',
  password: 'POST /sessions/by-password',
  send: 'POST /sessions/current/code',
  code: 'POST /sessions/by-code',
  captcha: 'POST /captchas',
  act: 'POST /identity/acting',
  current: 'GET /sessions/current',
  close: 'DELETE /sessions/current',
} as const
export const fail = (code: 'login-needed' | 'network-timeout' | 'unexpected' | 'unlock-code-stale') => () => {
  throw new AssistantError(code)
}
export const named = (userName: string) => ({
  userName,
  applicantName: '公司',
  captchaId: 'captcha-1',
  captcha: '7',
})

/** The authority's clock is ten minutes ahead. */
export const openAccount = (answers: Answers = {}) => {
  const made = memoryAuthority(
    { [calls.name]: (body) => session(String((body as { userName: string }).userName)), ...answers },
    'demo',
    () => new Date(now.getTime() + 600_000),
  )
  const { authority } = made
  const store = join(mkdtempSync(join(tmpdir(), 'account-')), 'account.json')
  const book = createSessionBook({
    ...{ authorities: { of: () => authority }, store, isKnown: () => true, changed: () => undefined },
  })
  const options = { authority, book, clock: () => now, language: () => 'zh-CN' as const }
  const account = createAccount(options)
  const kept = () => readAccountFile(store)?.sessions.map(({ token }) => token) ?? []
  const logIn = async (...names: readonly string[]) => {
    for (const name of names) await account.login(named(name))
  }
  return {
    ...made,
    book,
    options,
    account,
    kept,
    logIn,
    names: () => book.all().map((one) => one.account.userName),
  }
}
