import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Ground } from '../house/ground.ts'
import { sealOfBase64 } from '../seals/authority-seals.ts'
import { pictureTypeOf } from '../seals/picture.ts'
import type { SealsService } from '../seals/seals-service.ts'
import type { StateStore } from '../state/state-store.ts'
import type { Transactions } from '../transactions/index.ts'
import { upgradeHandlers } from './handlers.ts'
import { createUpgradable } from './upgradable.ts'
import type { UpgradeBook } from './upgrade-book.ts'
import { createUpgradeDrafts } from './upgrade-drafts.ts'
import { createUpgradeSeals } from './upgrade-seals.ts'
import { createUpgradeService, type UpgradeParts } from './upgrade-service.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events' | 'clock' | 'log'> &
  Pick<UpgradeParts, 'authorities' | 'accounts'> & {
    readonly transactions: UpgradeParts['transactions'] & Pick<Transactions, 'ready'>
    readonly upgradeBook: UpgradeBook
    readonly seals: SealsService
    readonly tokens: { nickname(tokenId: string): string | null }
  }

/** Written seals are shown as soon as the token was read again. */
const shortMs = 10_000

const withinIn =
  (state: Pick<StateStore, 'subscribe'>) =>
  (question: () => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      let stop = (): void => {}
      const end = (is: boolean) => {
        clearTimeout(late)
        stop()
        resolve(is)
      }
      const late = setTimeout(() => end(question()), shortMs)
      stop = state.subscribe(() => {
        if (question()) end(true)
      })
      if (question()) end(true)
    })

/** The picture of a seal as it was before the upgrade. */
const sealBeforeIn = (book: UpgradeBook) => (upgradeId: string, number: string) => {
  const found = book.find(upgradeId).begun.seals.find((one) => one.number === number)
  const seal = found ? sealOfBase64(found.der) : null
  const mediaType = seal && pictureTypeOf(seal)
  return seal && mediaType ? { mediaType, base64: Buffer.from(seal.picture.bytes).toString('base64') } : null
}

export const upgradePart = (needs: Needs) => {
  const { home, state, events, clock, log, upgradeBook: book, transactions, authorities, accounts } = needs
  const showDrafts = () => state.change({ upgradeDrafts: drafts.mentions() })
  const drafts = createUpgradeDrafts({
    path: join(home, 'upgrade-drafts.json'),
    clock,
    changed: () => showDrafts(),
    damaged: (file) => events.tell('journals-damaged', { files: [file] }),
  })
  const seals = createUpgradeSeals({ seals: needs.seals, snapshot: state.current, within: withinIn(state) })
  const { nickname } = needs.tokens
  const upgrade = createUpgradeService({
    ...{ authorities, accounts, transactions, book, drafts, seals, nickname, clock },
  })
  const { look } = createUpgradable({
    check: upgrade.check,
    snapshot: state.current,
    show: (upgradable) => state.change({ upgradable }),
  })
  const show = () => {
    const upgrades = upgrade.views()
    if (!isDeepStrictEqual(upgrades, state.current().upgrades)) state.change({ upgrades })
  }
  const quietly = (work: Promise<void>) => void work.catch((error) => log(`upgrade: ${String(error)}`))
  book.listen(show)
  // A key may have got another name.
  events.on('tokens-changed', show)
  let settled = false
  events.on('transactions-changed', (views) => {
    // The request is in the journal by now, so what was typed is needed here no more.
    for (const { business, previousSerial: serial, issuerId, steps } of views)
      if (business === 'upgrade' && serial !== undefined && steps[0]?.state === 'done')
        drafts.discard({ issuerId, serial })
    if (settled) quietly(upgrade.sweep())
  })
  events.on('connection-changed', ({ connection }) => {
    if (connection.state === 'online') quietly(upgrade.goOn())
  })
  state.follow(
    ({ tokens, accounts: who, connections, upgrades }) => [tokens, who, connections, upgrades],
    () => quietly(look()),
  )
  const settle = async () => {
    await Promise.all([book.ready, transactions.ready])
    show()
    settled = true
    quietly(upgrade.sweep())
    await upgrade.goOn()
  }
  const windows = { ...upgrade, drafts, sealBefore: sealBeforeIn(book) }
  return {
    service: windows,
    handlers: upgradeHandlers(windows),
    start: () => {
      showDrafts()
      quietly(settle())
    },
  }
}
