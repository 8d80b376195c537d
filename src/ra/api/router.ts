import { applicationsApi } from './applications.ts'
import { api } from './call.ts'
import { centreApi } from './centre.ts'
import { certificatesApi } from './certificates.ts'
import { dossiersApi, identityRulesApi } from './dossiers.ts'
import { feedApi } from './feed.ts'
import { identityOperatorApi } from './identity-operator.ts'
import { infoApi } from './info.ts'
import { operatorApi } from './operator.ts'
import { moneyOperatorApi } from './operator-money.ts'
import { ordersApi } from './orders.ts'
import { passwordResetsApi } from './password-resets.ts'
import { recoveriesApi } from './recoveries.ts'
import { renewalsApi } from './renewals.ts'
import { requestsApi } from './requests.ts'
import { sealOperatorApi, sealsApi } from './seals.ts'
import { captchaApi, sessionsApi } from './sessions.ts'
import { subscriptionsApi } from './subscriptions.ts'
import { tokensApi } from './tokens.ts'
import { unlocksApi } from './unlocks.ts'
import { upgradesApi } from './upgrades.ts'
import { uploadsApi } from './uploads.ts'

/** The contract, implemented. A procedure that is missing or answers with another type does not compile. */
export const router = api.router({
  info: infoApi,
  captcha: captchaApi,
  sessions: sessionsApi,
  tokens: tokensApi,
  requests: requestsApi,
  renewals: renewalsApi,
  upgrades: upgradesApi,
  applications: applicationsApi,
  orders: ordersApi,
  certificates: certificatesApi,
  seals: sealsApi,
  unlocks: unlocksApi,
  uploads: uploadsApi,
  feed: feedApi,
  subscriptions: subscriptionsApi,
  identity: {
    rules: identityRulesApi,
    dossiers: dossiersApi,
    account: centreApi,
    passwordResets: passwordResetsApi,
  },
  operator: {
    ...identityOperatorApi,
    ...operatorApi,
    ...moneyOperatorApi,
    ...recoveriesApi,
    ...sealOperatorApi,
  },
})
