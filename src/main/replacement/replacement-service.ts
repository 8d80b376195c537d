import type { PinTries, ReplacementWish } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type {
  PaymentView,
  ReplaceableCertificate,
  ReplacementOffer,
  Target,
  TokenView,
} from '../../shared/models/index.ts'
import type { RaCertificate, RaClient } from '../../shared/ra-contract/index.ts'
import { type Accounts, signedIn } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { History } from '../history/index.ts'
import type { Issuance } from '../issuance/index.ts'
import type { Shell } from '../shell/shell.ts'
import { replaceable } from './replaceable.ts'

export type ReplacementService = {
  /** The account's certificates that can be replaced, and what it costs. */
  offer(issuerId: string): Promise<ReplacementOffer>
  suspend(issuerId: string, serial: string): Promise<void>
  start(wish: ReplacementWish): Promise<{ readonly transactionId: string }>
  /** What a transaction that waits for its payment has to pay. */
  payment(transactionId: string): Promise<PaymentView>
  /** Opens the page of the payment service in the system's browser. */
  openPayment(transactionId: string): Promise<void>
}

export type ReplacementParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly issuance: Pick<Issuance, 'start' | 'requestOf' | 'clientOf'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly history: Pick<History, 'add'>
  readonly presentSerials: () => readonly string[]
  readonly tokens: () => readonly TokenView[]
}

const feeOf = (offers: Awaited<ReturnType<RaClient['info']>>['offers']): number => {
  const offer = offers.find(({ business }) => business === 'replacement')
  if (!offer) throw new AssistantError('business-unavailable')
  return offer.singleFeeFen
}

/** The system opens what it is given: nothing an authority says may start a program. */
const isWebPage = (address: string): boolean => {
  const url = URL.parse(address)
  const inside = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  return url?.protocol === 'https:' || inside
}

/** 补办: the same issuance as ever, in the place of a certificate whose key is lost or damaged. */
export const createReplacementService = (parts: ReplacementParts): ReplacementService => {
  const { authorities, accounts, issuance, history } = parts

  const certificates = async (issuerId: string): Promise<readonly RaCertificate[]> => {
    signedIn(accounts.of(issuerId))
    return (await authorities.of(issuerId).client().certificates.list({})).certificates
  }

  const own = async (issuerId: string, serial: string): Promise<ReplaceableCertificate> => {
    const found = replaceable(await certificates(issuerId), parts.presentSerials()).find(
      (one) => one.serial === serial,
    )
    if (!found) throw new AssistantError('certificate-not-in-force')
    return found
  }

  const suspendOwn = async (issuerId: string, found: ReplaceableCertificate): Promise<void> => {
    if (found.status === 'suspended') return
    await authorities.of(issuerId).client().certificates.suspend({ serial: found.serial })
    history.add({
      kind: 'suspended',
      tokenId: '',
      tokenName: found.tokenSerial ?? '',
      holder: found.holder,
      serial: found.serial,
      detail: null,
    })
  }

  /** Before anything is suspended or begun: the last try wants a second word. */
  const refuseUnsure = (target: Target, tries: PinTries): void => {
    if (target.kind === 'soft' || tries === 'last-confirmed') return
    const token = parts.tokens().find(({ id }) => id === target.tokenId)
    if (token?.pin.lastTry) throw new AssistantError('last-try-unconfirmed')
  }

  const payment: ReplacementService['payment'] = async (transactionId) => {
    const requestId = issuance.requestOf(transactionId)
    if (requestId === null) throw new AssistantError('transaction-unknown')
    const client = issuance.clientOf(transactionId)
    const { request } = await client.requests.get({ requestId })
    if (request.order === null) throw new AssistantError('not-found')
    const { order, payUrl, payee } = await client.orders.get({ orderId: request.order.id })
    return { number: order.number, totalFen: order.totalFen, state: order.state, payUrl, payee }
  }

  return {
    offer: async (issuerId) => {
      const all = await certificates(issuerId)
      const { offers } = await authorities.of(issuerId).check()
      return { certificates: replaceable(all, parts.presentSerials()), feeFen: feeOf(offers) }
    },
    suspend: async (issuerId, serial) => suspendOwn(issuerId, await own(issuerId, serial)),
    start: async ({ issuerId, serial, reason, suspendFirst, target, pin, tries }) => {
      refuseUnsure(target, tries)
      const found = await own(issuerId, serial)
      if (suspendFirst) await suspendOwn(issuerId, found)
      return issuance.start({
        issuerId,
        target,
        pin,
        tries,
        business: { kind: 'replacement', previousSerial: serial, lossReason: reason },
      })
    },
    payment,
    openPayment: async (transactionId) => {
      const { payUrl, state } = await payment(transactionId)
      if (payUrl === null)
        throw new AssistantError(state === 'unpaid' ? 'payment-not-set-up' : 'request-ended')
      if (!isWebPage(payUrl)) throw new AssistantError('authority-answer-unreadable')
      await parts.shell.openExternal(payUrl)
    },
  }
}
