import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Account } from './account.ts'

export type AccountService = Pick<Account, 'captcha' | 'login' | 'logout'>

export const accountHandlers = (account: AccountService): Slice<'account'> => ({
  account: {
    captcha: api.account.captcha.handler(() => account.captcha()),
    login: api.account.login.handler(({ input }) => account.login(input)),
    logout: api.account.logout.handler(() => account.logout()),
  },
})
