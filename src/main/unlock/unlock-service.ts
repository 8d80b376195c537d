import { randomUUID } from 'node:crypto'
import { type Keyring, Pin, type PresentToken } from '../../native/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { UnlockChannel, UnlockView, UnlockWays } from '../../shared/models/index.ts'
import type { RaToken } from '../../shared/ra-contract/index.ts'
import { type Account, signedIn } from '../account/index.ts'
import type { Authority } from '../authority/index.ts'
import type { History } from '../history/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { PinConsent, PinService } from '../pin/index.ts'
import { setNewPin } from './new-pin.ts'
import { beginUnlocking, change, endUnlocking, type Unlocking } from './unlocking.ts'
import { obstacle, unlockWaysOf } from './ways.ts'

/** Who asks: the account that is logged in, or whoever has the phone with the reserved number. */
export type UnlockWho =
  | { readonly kind: 'account' }
  | {
      readonly kind: 'phone'
      readonly phone: string
      readonly captchaId: string
      readonly captcha: string
    }

export type UnlockService = {
  ways(tokenId: string): UnlockWays
  begin(tokenId: string, who: UnlockWho): Promise<UnlockView>
  /** The code that was sent to the reserved number. */
  identify(id: string, code: string): Promise<UnlockView>
  sendCode(id: string, channel: UnlockChannel): Promise<UnlockView>
  finish(id: string, code: string, newPin: string, consent: Pick<PinConsent, 'weak'>): Promise<UnlockView>
  cancel(id: string): void
  stop(): void
}

export type UnlockParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly authority: Pick<Authority, 'client' | 'clientFor'>
  readonly account: Account
  readonly issuer: () => Issuer
  readonly pins: Pick<PinService, 'checkNew'>
  readonly history: Pick<History, 'add'>
  readonly log: (line: string) => void
}

const askedOf = ({ facts }: PresentToken): RaToken => ({
  kind: facts.kind,
  vendor: facts.vendor.trim().slice(0, 64),
  serial: facts.serial.trim().slice(0, 64),
})

/** 解锁 of a locked PIN through the authority. The administrator's secret goes from its answer into the token. */
export const createUnlockService = (parts: UnlockParts): UnlockService => {
  const { keyring, authority, account, issuer } = parts
  const open = new Map<string, Unlocking>()

  const present = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    return found
  }

  const find = (id: string): Unlocking => {
    const found = open.get(id)
    if (!found) throw new AssistantError('unlock-ended')
    return found
  }

  const end = (unlocking: Unlocking): void => {
    open.delete(unlocking.view.id)
    endUnlocking(unlocking)
    if (!unlocking.ownSession) return
    unlocking.client.sessions.close({}).catch((error: unknown) => {
      // It ends by itself at the authority.
      parts.log(`the session of an unlocking was not closed: ${isAssistantError(error) ? error.code : error}`)
    })
  }

  /** One unlocking of a token at a time: a new one takes the place of one that nobody goes on with. */
  const endOthers = (tokenId: string): void => {
    const others = [...open.values()].filter(({ token }) => token.id === tokenId)
    if (others.some(({ running }) => running)) throw new AssistantError('unlock-running')
    others.forEach(end)
  }

  const openAtAuthority = async (unlocking: Unlocking): Promise<UnlockView> => {
    const { unlock } = await unlocking.client.unlocks.open({ token: unlocking.asked })
    unlocking.unlockId = unlock.id
    const { channels, expiresAt } = unlock
    return change(unlocking, { state: 'choose-channel', channels, expiresAt, sentTo: null })
  }

  const askPhone = async (
    unlocking: Unlocking,
    { phone, captchaId, captcha }: Extract<UnlockWho, { kind: 'phone' }>,
  ): Promise<UnlockView> => {
    const asked = { phone, tokenSerial: unlocking.asked.serial, captchaId, captchaAnswer: captcha }
    const answer = await unlocking.client.sessions.identify(asked)
    unlocking.identificationId = answer.identificationId
    return change(unlocking, { sentTo: answer.maskedPhone, expiresAt: answer.expiresAt })
  }

  const begin: UnlockService['begin'] = async (tokenId, who) => {
    const found = present(tokenId)
    const reason = obstacle(found.facts, issuer())
    if (reason !== null) throw new AssistantError(reason)
    if (who.kind === 'account') signedIn(account)
    endOthers(tokenId)
    const unlocking = beginUnlocking(randomUUID(), {
      token: found.token,
      tokenName: found.facts.label || found.facts.vendor,
      asked: askedOf(found),
      client: authority.client(),
    })
    const view = who.kind === 'account' ? await openAtAuthority(unlocking) : await askPhone(unlocking, who)
    open.set(view.id, unlocking)
    return view
  }

  const identify: UnlockService['identify'] = async (id, code) => {
    const unlocking = find(id)
    const { identificationId } = unlocking
    if (identificationId === null) throw new AssistantError('unlock-ended')
    const session = await authority.client().sessions.byIdentification({ identificationId, code })
    unlocking.identificationId = null
    unlocking.client = authority.clientFor(session.token)
    unlocking.ownSession = true
    return openAtAuthority(unlocking)
  }

  const sendCode: UnlockService['sendCode'] = async (id, channel) => {
    const unlocking = find(id)
    if (unlocking.unlockId === null) throw new AssistantError('unlock-ended')
    const sent = await unlocking.client.unlocks.sendCode({ unlockId: unlocking.unlockId, channel })
    return change(unlocking, { state: 'code-sent', sentTo: sent.masked, againAt: sent.againAt })
  }

  const finish: UnlockService['finish'] = async (id, code, text, consent) => {
    const unlocking = find(id)
    if (unlocking.unlockId === null) throw new AssistantError('unlock-ended')
    if (unlocking.running) throw new AssistantError('unlock-running')
    const newPin = new Pin(text)
    unlocking.running = true
    try {
      parts.pins.checkNew(present(unlocking.token.id), newPin, consent)
      const outcome = await setNewPin({
        unlocking,
        unlockId: unlocking.unlockId,
        code,
        newPin,
        log: parts.log,
      })
      if (outcome.state === 'done') note(unlocking)
      end(unlocking)
      return outcome
    } catch (error) {
      if (isAssistantError(error) && error.code === 'secret-wrong') end(unlocking)
      throw error
    } finally {
      unlocking.running = false
      newPin.drop()
    }
  }

  const note = ({ token, tokenName }: Unlocking): void =>
    parts.history.add({
      kind: 'unlocked',
      tokenId: token.id,
      tokenName,
      holder: null,
      serial: null,
      detail: issuer().name,
    })

  return {
    ways: (tokenId) => unlockWaysOf(present(tokenId).facts, issuer()),
    begin,
    identify,
    sendCode,
    finish,
    cancel: (id) => {
      const found = open.get(id)
      if (found && !found.running) end(found)
    },
    stop: () => {
      for (const unlocking of open.values()) endUnlocking(unlocking)
      open.clear()
    },
  }
}
