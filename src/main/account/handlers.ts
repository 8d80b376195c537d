import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Account } from './account.ts'

export type AccountsService = {
  of(
    issuerId: string,
  ): Pick<
    Account,
    'captcha' | 'login' | 'loginByPassword' | 'sendCode' | 'enterCode' | 'actAs' | 'actFor' | 'logout'
  >
}

export const accountHandlers = (accounts: AccountsService): Slice<'account'> => ({
  account: {
    captcha: api.account.captcha.handler(({ input }) => accounts.of(input.issuerId).captcha()),
    login: api.account.login.handler(({ input: { issuerId, ...form } }) => accounts.of(issuerId).login(form)),
    loginByPassword: api.account.loginByPassword.handler(({ input: { issuerId, ...form } }) =>
      accounts.of(issuerId).loginByPassword(form),
    ),
    sendCode: api.account.sendCode.handler(({ input }) =>
      accounts.of(input.issuerId).sendCode(input.channel),
    ),
    enterCode: api.account.enterCode.handler(({ input }) =>
      accounts.of(input.issuerId).enterCode(input.code),
    ),
    actFor: api.account.actFor.handler(({ input }) => accounts.of(input.issuerId).actFor(input.accountId)),
    actAs: api.account.actAs.handler(({ input }) => accounts.of(input.issuerId).actAs(input.userName)),
    logout: api.account.logout.handler(({ input }) => accounts.of(input.issuerId).logout(input.userName)),
  },
})
