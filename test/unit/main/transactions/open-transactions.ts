import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openJournal } from '../../../../src/main/journal/index.ts'
import { createTransactions, type TransactionsOptions } from '../../../../src/main/transactions/index.ts'
import { type TransactionRecord, transactionRecord } from '../../../../src/main/transactions/records.ts'
import type { Step } from '../../../../src/main/transactions/step.ts'
import type { AccountState, TransactionView } from '../../../../src/shared/models/index.ts'
import { authoritiesOf, authorityOf } from '../authority-of.ts'
import { keyringOf } from '../keyring-of.ts'
import { tokenAtHand } from '../token-at-hand.ts'
import { businesses } from './businesses-of.ts'
import { at } from './recorded.ts'
import { accountsOf } from './running.ts'

export const clock = () => new Date(at)

export const signedInState: AccountState = {
  ...{ state: 'signed-in', userName: 'zhangsan', applicantName: '张三', kind: 'person' },
  ...{ identity: '1****1', phone: '1****1', complete: true, handler: null },
  ...{ since: at, expiresAt: at },
}

/** A folder for journals that goes with the test. */
export const journalFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'transactions-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What the last start left in this folder. */
export const leaveBehind = async (
  folder: string,
  id: string,
  records: readonly TransactionRecord[],
): Promise<void> => {
  const [first, ...rest] = records
  if (!first) throw new Error('no record')
  const journal = openJournal({ folder, business: 'issue', schema: transactionRecord, clock })
  const file = await journal.create(id, first)
  for (const record of rest) await file.append(record)
}

type Wish = Partial<Omit<TransactionsOptions, 'businesses' | 'keyring'>> & {
  readonly steps: readonly Step[]
  readonly tokens?: Parameters<typeof keyringOf>[0]
  readonly settled?: boolean
  readonly account?: AccountState
}

/** Transactions over a folder, with a Ukey at hand. `told` has what others were told, in order. */
export const openTransactions = (wish: Wish) => {
  const { steps, tokens = [tokenAtHand().present], settled = true, account = signedInState, ...rest } = wish
  const told: unknown[] = []
  const spoke: string[] = []
  const said: string[] = []
  const seen: (readonly TransactionView[])[] = []
  const waiting = new Set<() => void>()
  const ring = keyringOf(tokens, settled)
  const folder = rest.folder ?? journalFolder()
  const transactions = createTransactions({
    ...{ businesses: businesses(steps), keyring: ring.keyring, clock, folder },
    authorities: authoritiesOf(
      authorityOf('demo', (spokeAs) => ({
        requests: { abandon: async () => void spoke.push(`abandon as ${spokeAs}`) },
        orders: { spokeAs },
      })),
    ),
    accounts: accountsOf({ orders: { spokeAs: 'the person' } }, spoke, account),
    issuerOf: () => null,
    log: (text) => said.push(text),
    abandoned: (business) => told.push({ abandoned: business }),
    finished: (business) => told.push({ finished: business }),
    damaged: (files) => told.push({ damaged: files }),
    ...rest,
    changed: (views) => {
      seen.push(views)
      for (const look of [...waiting]) look()
    },
  })
  onTestFinished(() => transactions.stop())
  /** The view of the only transaction once it is so. */
  const until = (question: (view: TransactionView) => boolean): Promise<TransactionView> =>
    new Promise((resolve) => {
      const look = () => {
        const found = transactions.views().find(question)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  const files = () => readdirSync(folder).filter((name) => name.includes('.journal'))
  return { transactions, told, spoke, said, seen, until, files, folder, ring }
}
