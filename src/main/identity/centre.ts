import type { z } from 'zod'
import type { contact } from '../../shared/identity/contract.ts'
import type {
  CodeSent,
  IdentityCentre,
  IdentityRules,
  OpenedSession,
  ResetWay,
} from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { RaCentre, RaClient } from '../../shared/ra-contract/index.ts'
import { type Accounts, actingClient, signedIn } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { codeSentOf } from './code-sent.ts'

type At = { readonly issuerId: string }
type Solved = { readonly captchaId: string; readonly captcha: string }
type Channel = 'sms' | 'mail'

/** 个人中心 of the account that acts at an authority, and 忘记密码. Passwords are only lent. */
export type Centre = {
  rules(at: At): Promise<IdentityRules>
  centre(at: At): Promise<IdentityCentre>
  linkLegacy(link: At & Solved & { login: string; password: Pin }): Promise<IdentityCentre>
  removeHandler(whom: At & { personId: string }): Promise<IdentityCentre>
  sendContactCode(asked: At & { channel: Channel; address: string | null }): Promise<CodeSent>
  changeContact(
    change: At & { channel: Channel; presentCode: string; newCode: string },
  ): Promise<IdentityCentre>
  changePassword(change: At & { present: Pin; next: Pin }): Promise<void>
  sessions(at: At): Promise<readonly OpenedSession[]>
  endSession(which: At & { sessionId: string }): Promise<void>
  /** 注销: the person is logged out as well. */
  close(at: At & { password: Pin }): Promise<void>
  askReset(
    asked: At & Solved & { way: ResetWay; login: string; contact: z.output<typeof contact> },
  ): Promise<CodeSent & { readonly resetId: string }>
  finishReset(given: At & { resetId: string; code: string; password: Pin }): Promise<void>
}

export type CentreParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly clock: () => Date
}

const centreOf = ({ account, legacy, handlers, ...rest }: RaCentre): IdentityCentre => ({
  maskedPhone: account.maskedPhone,
  maskedEmail: account.maskedEmail,
  complete: account.complete,
  legacy,
  handlers: handlers.map(({ personId, name, maskedNumber, maskedPhone }) => ({
    ...{ personId, name, maskedNumber, maskedPhone },
  })),
  principals: rest.principals,
  mayBecomeAgency: rest.mayBecomeAgency,
  unfinished: rest.unfinished,
})

export const createCentre = ({ authorities, accounts, clock }: CentreParts): Centre => {
  const at = (issuerId: string): RaClient['identity']['account'] =>
    actingClient({ authorities, accounts }, issuerId).identity.account
  const resets = (issuerId: string) => authorities.of(issuerId).client().identity.passwordResets
  const sent = (found: { masked?: string | null; againAt: string }, issuerId: string) =>
    codeSentOf(found, authorities.of(issuerId), clock)
  /** What has changed about the account is in the snapshot as well. */
  const followed = async (answer: { readonly centre: RaCentre }, issuerId: string) => {
    await accounts
      .of(issuerId)
      .refresh()
      .catch(() => undefined)
    return centreOf(answer.centre)
  }
  return {
    rules: async ({ issuerId }) => {
      const { agreement, reviewDays, uploadPages } = await authorities
        .of(issuerId)
        .client()
        .identity.rules({})
      return { agreement, reviewDays, uploadPages }
    },
    centre: async ({ issuerId }) => centreOf(await at(issuerId).centre({})),
    linkLegacy: async ({ issuerId, login, password, captchaId, captcha }) =>
      followed(
        await at(issuerId).linkLegacy({
          ...{ login, captchaId, captchaAnswer: captcha },
          password: password.reveal(),
        }),
        issuerId,
      ),
    removeHandler: async ({ issuerId, personId }) =>
      followed(await at(issuerId).removeHandler({ personId }), issuerId),
    sendContactCode: async ({ issuerId, channel, address }) =>
      sent(await at(issuerId).sendContactCode({ channel, address }), issuerId),
    changeContact: async ({ issuerId, ...change }) =>
      followed(await at(issuerId).changeContact(change), issuerId),
    changePassword: async ({ issuerId, present, next }) => {
      await at(issuerId).changePassword({ present: present.reveal(), next: next.reveal() })
    },
    sessions: async ({ issuerId }) =>
      (await at(issuerId).sessions({})).sessions.map(({ scope: _, ...one }) => one),
    endSession: async ({ issuerId, sessionId }) => {
      await at(issuerId).endSession({ sessionId })
    },
    close: async ({ issuerId, password }) => {
      const { userName } = signedIn(accounts.of(issuerId))
      await at(issuerId).close({ password: password.reveal() })
      await accounts.of(issuerId).logout(userName)
    },
    askReset: async ({ issuerId, way, login, contact: to, captchaId, captcha }) => {
      const asked = { way, login, contact: to, captchaId, captchaAnswer: captcha }
      const { resetId, againAt } = await resets(issuerId).open(asked)
      return { ...sent({ againAt }, issuerId), resetId }
    },
    finishReset: async ({ issuerId, resetId, code, password }) => {
      await resets(issuerId).finish({ resetId, code, password: password.reveal() })
    },
  }
}
