import type { PinTries, ReplacementWish } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type {
  ReplaceableCertificate,
  ReplacementOffer,
  Target,
  TokenView,
} from '../../shared/models/index.ts'
import type { RaCertificate, RaClient } from '../../shared/ra-contract/index.ts'
import { type Accounts, actingClient } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { History } from '../history/index.ts'
import type { Transactions } from '../transactions/index.ts'
import { replaceable } from './replaceable.ts'

export type ReplacementService = {
  /** The account's certificates that can be replaced, and the price. */
  offer(issuerId: string): Promise<ReplacementOffer>
  suspend(issuerId: string, serial: string): Promise<void>
  /** Ends a suspension. */
  resume(issuerId: string, serial: string): Promise<void>
  start(wish: ReplacementWish): Promise<{ readonly transactionId: string }>
}

export type ReplacementParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly transactions: Pick<Transactions, 'start'>
  readonly history: Pick<History, 'add'>
  /** The authority said how a pair stands now. Whoever shows it learns it at once. */
  readonly told: (certificates: readonly RaCertificate[]) => void
  readonly presentSerials: () => readonly string[]
  readonly tokens: () => readonly TokenView[]
}

const feeOf = (offers: Awaited<ReturnType<RaClient['info']>>['offers']): number => {
  const offer = offers.find(({ business }) => business === 'replacement')
  if (!offer) throw new AssistantError('business-unavailable')
  return offer.singleFeeFen
}

/** 补办: an ordinary issuance that replaces a certificate whose key is lost or damaged. */
export const createReplacementService = (parts: ReplacementParts): ReplacementService => {
  const { authorities, transactions, history } = parts

  const certificates = async (issuerId: string): Promise<readonly RaCertificate[]> =>
    (await actingClient(parts, issuerId).certificates.list({})).certificates

  const own = async (issuerId: string, serial: string): Promise<ReplaceableCertificate> => {
    const found = replaceable(await certificates(issuerId), parts.presentSerials()).find(
      (one) => one.serial === serial,
    )
    if (!found) throw new AssistantError('certificate-not-in-force')
    return found
  }

  const suspendOwn = async (issuerId: string, found: ReplaceableCertificate): Promise<void> => {
    if (found.status === 'suspended') return
    const { suspend } = authorities.of(issuerId).client().certificates
    parts.told((await suspend({ serial: found.serial })).certificates)
    note('suspended', found)
  }

  const note = (kind: 'suspended' | 'resumed', found: ReplaceableCertificate): void =>
    history.add({
      kind,
      tokenId: '',
      tokenName: found.tokenSerial ?? '',
      holder: found.holder,
      serial: found.serial,
      detail: null,
    })

  /** Checked before anything is suspended or begun: the last try needs a second confirmation. */
  const refuseUnsure = (target: Target, tries: PinTries): void => {
    if (target.kind === 'soft' || tries === 'last-confirmed') return
    const token = parts.tokens().find(({ id }) => id === target.tokenId)
    if (token?.pin.lastTry) throw new AssistantError('last-try-unconfirmed')
  }

  return {
    offer: async (issuerId) => {
      const all = await certificates(issuerId)
      const { offers } = await authorities.of(issuerId).check()
      return { certificates: replaceable(all, parts.presentSerials()), feeFen: feeOf(offers) }
    },
    suspend: async (issuerId, serial) => suspendOwn(issuerId, await own(issuerId, serial)),
    resume: async (issuerId, serial) => {
      const found = await own(issuerId, serial)
      const { resume } = authorities.of(issuerId).client().certificates
      parts.told((await resume({ serial })).certificates)
      note('resumed', found)
    },
    start: async ({ issuerId, serial, reason, suspendFirst, target, pin, tries }) => {
      refuseUnsure(target, tries)
      const found = await own(issuerId, serial)
      if (suspendFirst) await suspendOwn(issuerId, found)
      return transactions.start({
        issuerId,
        target,
        pin,
        tries,
        business: { kind: 'replacement', previousSerial: serial, lossReason: reason },
      })
    },
  }
}
