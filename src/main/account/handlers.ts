import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Account } from './account.ts'

export type AccountService = Pick<Account, 'captcha' | 'login' | 'sendCode' | 'enterCode' | 'logout'>

export const accountHandlers = (account: AccountService): Slice<'account'> => ({
  account: {
    captcha: api.account.captcha.handler(() => account.captcha()),
    login: api.account.login.handler(({ input }) => account.login(input)),
    sendCode: api.account.sendCode.handler(({ input }) => account.sendCode(input.channel)),
    enterCode: api.account.enterCode.handler(({ input }) => account.enterCode(input.code)),
    logout: api.account.logout.handler(() => account.logout()),
  },
})
