import { isAssistantError } from '../../shared/errors/index.ts'
import type { RefundView } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { type Ended, readRefunds, writeRefunds } from './refund-file.ts'

export type EndedBusiness = Omit<Ended, 'refund'>

/** What was paid for businesses that ended, until it has gone back. */
export type Refunds = {
  /** A business was given up, or is done. Whether money goes back is asked now, or later if nobody answers. */
  businessEnded(business: EndedBusiness): void
  /** Asks the authorities what became of each. */
  refresh(): Promise<void>
  dismiss(id: string): void
  views(): readonly RefundView[]
}

export type RefundsParts = {
  readonly path: string
  readonly clientFor: (business: EndedBusiness) => RaClient
  readonly changed: (refunds: readonly RefundView[]) => void
  /** Called with the name of a damaged file that was set aside. */
  readonly damaged?: (file: string) => void
  readonly log: (line: string) => void
}

const refundOf = async (client: RaClient, business: EndedBusiness): Promise<RefundView | null> => {
  const { order } = (await client.requests.get({ requestId: business.requestId })).request
  if (!order?.refund) return null
  const { id, issuerId, holder } = business
  const { state, amountFen, since } = order.refund
  return { id, issuerId, holder, orderNumber: order.number, amountFen, state, since }
}

export const createRefunds = ({ path, clientFor, changed, damaged, log }: RefundsParts): Refunds => {
  let all = readRefunds(path, damaged)
  const views = () => all.flatMap(({ refund }) => refund ?? [])

  const keep = (next: readonly Ended[]): void => {
    all = next
    changed(views())
    try {
      writeRefunds(path, all)
    } catch (error) {
      if (!isAssistantError(error)) throw error
      log(`the refunds could not be kept: ${error.code}`)
    }
  }

  /** An authority that is away, or a person who is not logged in, leaves everything as it was. */
  const ask = async (one: Ended): Promise<void> => {
    if (one.refund?.state === 'sent') return
    try {
      const refund = await refundOf(clientFor(one), one)
      // A business without money has nothing to show.
      const left = all.filter(({ id }) => id !== one.id)
      keep(refund === null ? left : all.map((other) => (other.id === one.id ? { ...one, refund } : other)))
    } catch (error) {
      if (!isAssistantError(error)) throw error
      log(`a refund could not be asked about: ${error.code}`)
    }
  }

  return {
    businessEnded: (business) => {
      const ended = { ...business, refund: null }
      keep([...all.filter(({ id }) => id !== business.id), ended])
      void ask(ended)
    },
    refresh: async () => {
      for (const one of all) await ask(one)
    },
    dismiss: (id) => keep(all.filter((one) => one.id !== id || one.refund?.state !== 'sent')),
    views,
  }
}
