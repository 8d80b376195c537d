import { join } from 'node:path'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import { ordersHandlers } from './handlers.ts'
import { createOrdersService, type OrdersParts } from './orders-service.ts'
import { createRefunds } from './refunds.ts'
import { createTypedTransfers } from './typed-transfers.ts'

type Needs = Pick<Ground, 'home' | 'shell' | 'state' | 'events' | 'log'> &
  Pick<OrdersParts, 'transactions'> & {
    readonly authorities: Pick<Authorities, 'of'>
    readonly accounts: Pick<Accounts, 'of'>
  }

const quarterHour = 15 * 60_000

export const ordersPart = ({
  home,
  shell,
  state,
  events,
  log,
  transactions,
  authorities,
  accounts,
}: Needs) => {
  const damaged = (file: string) => events.tell('journals-damaged', { files: [file] })
  const typedTransfers = createTypedTransfers({ path: join(home, 'transfers.json'), damaged })
  events.on('transactions-changed', typedTransfers.sweep)
  events.on('transaction-abandoned', ({ id }) => typedTransfers.forget(id))
  const refunds = createRefunds({
    path: join(home, 'refunds.json'),
    clientFor: ({ issuerId, userName }) =>
      userName === undefined ? authorities.of(issuerId).client() : accounts.of(issuerId).clientOf(userName),
    changed: (views) => state.change({ refunds: views }),
    damaged,
    log,
  })
  events.on('transaction-abandoned', refunds.businessEnded)
  events.on('transaction-finished', refunds.businessEnded)
  const orders = createOrdersService({ shell, transactions, refunds, typedTransfers })
  let timer: NodeJS.Timeout | undefined
  return {
    service: orders,
    handlers: ordersHandlers(orders),
    start: () => {
      state.change({ refunds: refunds.views() })
      timer = setInterval(() => void refunds.refresh(), quarterHour).unref()
    },
    stop: () => clearInterval(timer),
  }
}
