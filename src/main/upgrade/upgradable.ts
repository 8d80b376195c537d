import { isDeepStrictEqual } from 'node:util'
import { accountAt } from '../../shared/account/account-at.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import type { Snapshot, UpgradeDraftMention } from '../../shared/models/index.ts'
import { upgradeRows } from '../../shared/upgrade/rows.ts'
import type { UpgradeService } from './upgrade-service.ts'

type Asked = UpgradeDraftMention & { readonly who: string }

/** More than this nobody carries about; a person with a thousand soft certificates asks on the page. */
const most = 8

/** The certificates that are here, whose authority upgrades and can be asked for the person who is logged in. */
const askable = (snapshot: Snapshot): readonly Asked[] =>
  upgradeRows(snapshot)
    .flatMap(({ view: { issuerId, serial } }): readonly Asked[] => {
      if (issuerId === null || connectionOf(snapshot, issuerId).state !== 'online') return []
      const account = accountAt(snapshot, issuerId)
      return account.state === 'signed-in' ? [{ issuerId, serial, who: account.userName }] : []
    })
    .slice(0, most)

const keyOf = ({ issuerId, serial, who }: Asked): string => [issuerId, serial, who].join(' ')

type Parts = {
  readonly check: UpgradeService['check']
  readonly snapshot: () => Snapshot
  readonly show: (upgradable: readonly UpgradeDraftMention[]) => void
}

/** Asks each authority once about each certificate, so that the tray offers only what is possible. */
export const createUpgradable = ({ check, snapshot, show }: Parts) => {
  const answers = new Map<string, boolean | 'asking'>()
  const tell = (): void => {
    const may = askable(snapshot()).filter((one) => answers.get(keyOf(one)) === true)
    const next = may.map(({ issuerId, serial }) => ({ issuerId, serial }))
    if (!isDeepStrictEqual(next, snapshot().upgradable)) show(next)
  }
  const ask = async (one: Asked): Promise<void> => {
    const key = keyOf(one)
    answers.set(key, 'asking')
    try {
      answers.set(key, (await check(one)).standing.may === 'yes')
    } catch {
      answers.delete(key) // asked again when something has changed
    }
  }
  return {
    look: async (): Promise<void> => {
      const open = askable(snapshot()).filter((one) => !answers.has(keyOf(one)))
      tell()
      if (open.length === 0) return
      await Promise.all(open.map(ask))
      tell()
    },
  }
}
