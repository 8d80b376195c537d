import { randomUUID } from 'node:crypto'
import { AssistantError } from '../../shared/errors/index.ts'
import { type JournalFile, openJournal } from '../journal/index.ts'
import { type Begun, type Upgrade, type UpgradeRecord, upgradeOf, upgradeRecord } from './records.ts'

/**
 * The wizards that are not finished, each behind a journal of its own. The transactions need it before the business
 * itself is built, because the last step of a 证书升级 writes here that it is done.
 */
export type UpgradeBook = {
  /** Resolves when the wizards of the last start are known. */
  readonly ready: Promise<void>
  begin(first: Omit<Begun, 'type' | 'at'>): Promise<string>
  /** The certificate tick. If it is set again, nothing changes. */
  certified(id: string, pair: { readonly tokenId: string; readonly serial: string }): Promise<void>
  append(id: string, record: Exclude<UpgradeRecord, { readonly type: 'begun' }>): Promise<void>
  /** The wizard is finished, or nothing came of it. */
  close(id: string): Promise<void>
  find(id: string): Upgrade
  all(): readonly Upgrade[]
  /** Hears of every change, until there is another one who does. */
  listen(changed: () => void): void
}

export type UpgradeBookParts = {
  readonly folder: string
  readonly clock: () => Date
  readonly log: (line: string) => void
  readonly damaged?: (files: readonly string[]) => void
}

export const createUpgradeBook = ({ folder, clock, log, damaged }: UpgradeBookParts): UpgradeBook => {
  const journal = openJournal<UpgradeRecord>({
    ...{ folder, clock, business: 'upgrade', schema: upgradeRecord },
    whole: (records) => upgradeOf('', records) !== null,
  })
  const files = new Map<string, JournalFile<UpgradeRecord>>()
  /** Journals that are just being closed. Who closes one twice waits for the same end. */
  const closing = new Map<string, Promise<void>>()
  let changed: () => void = () => {}

  const load = async (): Promise<void> => {
    const found = await journal.unfinished()
    for (const file of found.files) files.set(file.id, file)
    for (const name of found.damaged) log(`the journal ${name} could not be read and was set aside`)
    if (found.damaged.length > 0) damaged?.(found.damaged)
    changed()
  }
  const ready = load().catch((error: unknown) =>
    log(`the journals of upgrades could not be read: ${String(error)}`),
  )

  const stateOf = (file: JournalFile<UpgradeRecord>): Upgrade | null => upgradeOf(file.id, file.records())
  const find = (id: string): Upgrade => {
    const file = files.get(id)
    const upgrade = file && stateOf(file)
    if (!upgrade) throw new AssistantError('transaction-unknown')
    return upgrade
  }
  const append: UpgradeBook['append'] = async (id, record) => {
    await ready
    find(id)
    await files.get(id)?.append(record)
    changed()
  }
  return {
    ready,
    begin: async (first) => {
      await ready
      const id = randomUUID()
      files.set(id, await journal.create(id, { type: 'begun', at: clock().toISOString(), ...first }))
      changed()
      return id
    },
    certified: async (id, pair) => {
      await ready
      // Its journal may be damaged or taken away. The certificate is in force all the same.
      if (!files.has(id) || find(id).certificate) return
      await append(id, { type: 'certificate-done', at: clock().toISOString(), ...pair })
    },
    append,
    close: async (id) => {
      const file = files.get(id)
      if (!file) return
      const ending = closing.get(id) ?? file.close().finally(() => closing.delete(id))
      closing.set(id, ending)
      await ending
      if (files.delete(id)) changed()
    },
    find,
    all: () => [...files.values()].flatMap((file) => stateOf(file) ?? []),
    listen: (listener) => {
      changed = listener
    },
  }
}
