import type { Keyring, Pin, PresentToken } from '../../native/index.ts'
import type { UnlockWho } from '../../shared/contract/index.ts'
import { AssistantError, type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import { issuersOnToken } from '../../shared/issuers/issuer-rules.ts'
import type { UnlockChannel, UnlockView, UnlockWays } from '../../shared/models/index.ts'
import { rememberedName } from '../../shared/tokens/nickname.ts'
import { type Accounts, signedIn } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { History } from '../history/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { Issuers } from '../issuers/part.ts'
import type { PinConsent, PinService } from '../pin/index.ts'
import type { StateStore } from '../state/state-store.ts'
import { askedOf } from '../unlock-secrets/asked-token.ts'
import { createInterrupted } from './interrupted.ts'
import { setNewPin } from './new-pin.ts'
import { createOpenUnlockings } from './open-unlockings.ts'
import type { UnlockProgress } from './records.ts'
import { createUnlockJournal, type UnlockJournalParts } from './unlock-journal.ts'
import { change, type Unlocking } from './unlocking.ts'
import { obstacle, unlockWaysOf } from './ways.ts'

export type UnlockService = {
  /** Resolves when the unfinished unlockings of the last start are known and reported. */
  readonly ready: Promise<void>
  /** Both ways to a new PIN, and how far an unlocking of this token has come. */
  ways(tokenId: string): Promise<UnlockWays>
  begin(tokenId: string, who: UnlockWho): Promise<UnlockView>
  /** Takes the code that was sent to the reserved number. */
  identify(id: string, code: string): Promise<UnlockView>
  sendCode(id: string, channel: UnlockChannel): Promise<UnlockView>
  finish(id: string, code: string, newPin: Pin, consent: Pick<PinConsent, 'strength'>): Promise<UnlockView>
  cancel(id: string): void
  tokensChanged(): void
  stop(): void
}

export type UnlockParts = UnlockJournalParts & {
  readonly state: Pick<StateStore, 'current'>
  readonly keyring: Pick<Keyring, 'current'> & { readonly soft: Pick<Keyring['soft'], 'secretHeld'> }
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly issuers: Pick<Issuers, 'chosen' | 'find'>
  readonly pins: Pick<PinService, 'checkNew'>
  readonly history: Pick<History, 'add'>
  /** How the person calls a key. */
  readonly nickname: (tokenId: string) => string | null
}

/** After these errors the authorisation is worthless. */
const over: ReadonlySet<ErrorCode> = new Set(['secret-wrong', 'unlock-ended'])

/** 解锁 of a locked PIN through the authority. The administrator's secret goes from its answer into the token. */
export const createUnlockService = (parts: UnlockParts): UnlockService => {
  const { keyring, authorities, accounts, issuers, state, log } = parts
  const journal = createUnlockJournal(parts)

  const note = (tokenId: string, tokenName: string, issuerId: string): void =>
    parts.history.add({
      ...{ kind: 'unlocked', tokenId, tokenName },
      ...{ holder: null, serial: null, detail: issuers.find(issuerId)?.name ?? null },
    })
  const foundDone = ({ started, opened }: UnlockProgress): void => {
    const { issuerId } = started
    note(started.token.tokenId, started.tokenName, issuerId)
    if (opened === null || issuers.find(issuerId) === null) return
    const told = authorities
      .of(issuerId)
      .client()
      .unlocks.report({ unlockId: opened.unlockId, outcome: 'done' })
    told.catch((error: unknown) => log(`an unlocking that was done was not reported: ${String(error)}`))
  }
  const interrupted = createInterrupted({
    ...parts,
    journal,
    isKnown: (id) => issuers.find(id) !== null,
    foundDone,
  })
  const nameOf = ({ facts }: PresentToken): string =>
    rememberedName({ ...facts, nickname: parts.nickname(facts.id) })
  const open = createOpenUnlockings({
    ...{ journal, interrupted, log, nameOf },
    client: (issuerId) => authorities.of(issuerId).client(),
  })
  const starting = new Set<string>()
  const ready = journal
    .unfinished()
    .then(interrupted.take)
    .catch((error: unknown) => log(`the journals of unlocking could not be read: ${String(error)}`))

  const present = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    return found
  }

  /**
   * The issuer that can unlock a token: one that issued its certificates, the leading pair's first, or the chosen one
   * if it has no certificate; null if the issuer of its certificates is not known.
   */
  const issuerFor = ({ facts }: PresentToken): Issuer | null => {
    const snapshot = state.current()
    const token = snapshot.tokens.find(({ id }) => id === facts.id)
    if (!token || token.pairs.length === 0) return issuers.chosen()
    const theirs = issuersOnToken(snapshot, token).flatMap(({ id }) => issuers.find(id) ?? [])
    return theirs.find((issuer) => obstacle(facts, issuer) === null) ?? theirs[0] ?? null
  }

  const openAtAuthority = async (unlocking: Unlocking): Promise<UnlockView> => {
    const { unlock } = await unlocking.client.unlocks.open({ token: unlocking.asked })
    const { id: unlockId, channels, expiresAt } = unlock
    await journal.write(unlocking.file, { type: 'opened', unlockId, channels, expiresAt })
    unlocking.unlockId = unlockId
    return change(unlocking, { state: 'choose-channel', channels, expiresAt, sentTo: null })
  }

  const askPhone = async (
    unlocking: Unlocking,
    { phone, captchaId, captcha }: Extract<UnlockWho, { kind: 'phone' }>,
  ): Promise<UnlockView> => {
    const asked = { phone, tokenSerial: unlocking.asked.serial, captchaId, captchaAnswer: captcha }
    const clientId = accounts.of(unlocking.issuerId).deviceId()
    const answer = await unlocking.client.sessions.identify({ ...asked, clientId })
    unlocking.identificationId = answer.identificationId
    return change(unlocking, { sentTo: answer.maskedPhone, expiresAt: answer.expiresAt })
  }

  const enterNew = async (
    found: PresentToken,
    issuerId: string,
    who: UnlockWho['kind'],
  ): Promise<Unlocking> => {
    await open.endOther(found)
    journal.withdraw(found.facts.id)
    const { kind, vendor, serial } = askedOf(found)
    const token = { tokenId: found.facts.id, kind, vendor, serial }
    const first = { issuerId, who, tokenName: nameOf(found), token }
    return open.enter(found, await journal.create(first))
  }

  const beginAlone = async (found: PresentToken, issuerId: string, who: UnlockWho): Promise<UnlockView> => {
    const unlocking = await enterNew(found, issuerId, who.kind)
    try {
      return who.kind === 'account' ? await openAtAuthority(unlocking) : await askPhone(unlocking, who)
    } catch (error) {
      await open.end(unlocking, 'refused')
      throw error
    }
  }

  const begin: UnlockService['begin'] = async (tokenId, who) => {
    await ready
    const found = present(tokenId)
    const issuer = issuerFor(found)
    const reason = obstacle(found.facts, issuer)
    if (issuer === null || reason !== null) throw new AssistantError(reason ?? 'issuer-unknown')
    if (who.kind === 'account') signedIn(accounts.of(issuer.id))
    if (starting.has(tokenId)) throw new AssistantError('unlock-running')
    starting.add(tokenId)
    return beginAlone(found, issuer.id, who).finally(() => starting.delete(tokenId))
  }

  const identify: UnlockService['identify'] = async (id, code) => {
    const unlocking = open.find(id)
    const { identificationId } = unlocking
    if (identificationId === null) throw new AssistantError('unlock-ended')
    const authority = authorities.of(unlocking.issuerId)
    const session = await authority.client().sessions.byIdentification({ identificationId, code })
    unlocking.identificationId = null
    unlocking.client = authority.clientFor(session.token)
    unlocking.ownSession = true
    return openAtAuthority(unlocking)
  }

  const sendCode: UnlockService['sendCode'] = async (id, channel) => {
    const unlocking = open.find(id)
    if (unlocking.unlockId === null) throw new AssistantError('unlock-ended')
    const sent = await unlocking.client.unlocks.sendCode({ unlockId: unlocking.unlockId, channel })
    const { masked: sentTo, againAt } = sent
    await journal.write(unlocking.file, { type: 'code-sent', sentTo, againAt })
    return change(unlocking, { state: 'code-sent', sentTo, againAt })
  }

  const finishAlone = async (unlocking: Unlocking, code: string, newPin: Pin): Promise<UnlockView> => {
    try {
      const { write } = journal
      const secretHeld = (tokenId: string, secretId: string) => keyring.soft.secretHeld(tokenId, secretId)
      const outcome = await setNewPin({ unlocking, code, newPin, log, write, secretHeld })
      const isDone = outcome.state === 'done'
      if (isDone) note(unlocking.token.id, unlocking.tokenName, unlocking.issuerId)
      await open.end(unlocking, isDone ? 'done' : 'elsewhere')
      return outcome
    } catch (error) {
      if (isAssistantError(error) && over.has(error.code)) await open.end(unlocking, 'refused')
      throw error
    }
  }

  const finish: UnlockService['finish'] = async (id, code, newPin, consent) => {
    const unlocking = open.find(id)
    if (unlocking.running) throw new AssistantError('unlock-running')
    unlocking.running = true
    try {
      parts.pins.checkNew(present(unlocking.token.id), newPin, consent)
      return await finishAlone(unlocking, code, newPin)
    } finally {
      unlocking.running = false
    }
  }

  return {
    ready,
    ways: async (tokenId) => {
      await ready
      const found = present(tokenId)
      const begun = open.on(found)
      const issuer = begun ? issuers.find(begun.issuerId) : issuerFor(found)
      return { ...unlockWaysOf(found.facts, issuer), begun: begun?.view ?? null }
    },
    begin,
    identify,
    sendCode,
    finish,
    cancel: open.cancel,
    tokensChanged: interrupted.tokensChanged,
    stop: open.stop,
  }
}
