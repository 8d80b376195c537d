import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { plugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { isOpen } from '../../../src/shared/transactions/progress.ts'
import { type Assistant, openAssistant, refusalOf } from './assistant.ts'
import type { Prepared } from './prepared.ts'
import { openSmallDisk, type SmallDisk } from './small-disk.ts'

export const demo = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const
export const issuerId = 'demo'
export const PIN = '824637'
export const NEW_PIN = 'Winter-26'
export const PASSWORD = '一个好口令 2026'

/** A data folder on a small disk, the assistant that works in it, and what a person knows of it. */
export type Stage = {
  readonly disk: SmallDisk
  readonly home: string
  readonly prepared: Prepared
  assistant(): Assistant
  /** The PIN of each soft certificate as the person knows it, by the serial number of its token. */
  readonly pins: Map<string, string>
  /** Codes of all that was refused, or that stopped a transaction. */
  readonly refused: string[]
  /** What was not in the catalogue. */
  readonly strange: string[]
  /** The transaction that the business began, and whether its end was seen. */
  transactionId: string | null
  /** Does what a person asks for; null where it was done, else the code of the refusal. */
  asked(work: (client: Assistant['client']) => Promise<unknown>): Promise<string | null>
  transaction(): TransactionView | undefined
  /** Waits until no transaction runs; the code that it stopped with, what it waits for, or null. */
  rest(): Promise<string | null>
  /** Codes may be sent once a minute. */
  passMinute(): void
  start(): Promise<void>
  stop(how?: 'well' | 'at-once'): Promise<void>
  close(): Promise<void>
}

/** The one soft certificate that is there; '' where there is none. */
export const softToken = (stage: Stage): string =>
  stage
    .assistant()
    .snapshot()
    .tokens.find(({ kind }) => kind === 'soft')?.id ?? ''
export const serialOf = (tokenId: string, stage: Stage): string =>
  stage
    .assistant()
    .snapshot()
    .tokens.find(({ id }) => id === tokenId)?.serial ?? ''

/** Nothing of the transaction goes on by itself at once. */
const isAtRest = (view: TransactionView): boolean => view.state !== 'running'

const page = 4096

/** Lets a file that grows by lines end so many bytes before a page does, so that the next line may find half the room. */
const lengthen = (path: string, slack: number, line: (filling: string) => string): void => {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) return
  const wanted = (Math.floor((size + 2 * page) / page) + 1) * page - slack - size
  const lines: string[] = []
  // No line is longer than a name may be.
  for (let left = wanted; left > 0; ) {
    const least = line('').length
    const length = left >= 2 * (least + 100) ? least + 100 : left
    lines.push(line('x'.repeat(Math.max(0, length - least))))
    left -= length
  }
  appendFileSync(path, lines.join(''))
}

const historyLine = (tokenName: string): string =>
  `${JSON.stringify({ at: '2026-01-01T00:00:00.000Z', kind: 'pin-changed', tokenId: 'soft:0', tokenName, holder: null, serial: null, detail: null })}\n`
const logLine = (text: string): string => `2026-01-01T00:00:00.000Z ${text}\n`

export const openStage = async (prepared: Prepared, slack: number): Promise<Stage> => {
  const disk = openSmallDisk()
  const home = join(disk.folder, 'home')
  await cp(prepared.home, home, { recursive: true })
  lengthen(join(home, 'history.jsonl'), slack, historyLine)
  lengthen(join(home, 'logs', 'assistant.log'), slack, logLine)
  const user = mkdtempSync(join(tmpdir(), 'disk-user-'))
  await cp(prepared.user, user, { recursive: true })
  process.env.HOME = user
  process.env.VIRTUAL_UKEY_HOME = join(user, 'keys')
  if (prepared.ukey !== null) plugUkey(join(user, 'keys'), prepared.ukey)
  let assistant: Assistant | null = null
  const refused: string[] = []
  const strange: string[] = []
  const now = (): Assistant => {
    if (assistant === null) throw new Error('the assistant is not running')
    return assistant
  }
  const stage: Stage = {
    disk,
    home,
    prepared,
    assistant: now,
    pins: new Map(prepared.pins),
    refused,
    strange,
    transactionId: null,
    asked: async (work) => {
      try {
        await work(now().client)
        return null
      } catch (error) {
        const code = refusalOf(error)
        refused.push(code)
        return code
      }
    },
    transaction: () => now().snapshot().transactions.find(isOpen),
    rest: async () => {
      const { transactions } = await now().shows('the rest of a transaction', (snapshot) =>
        snapshot.transactions.every(isAtRest),
      )
      const view = transactions.find(isOpen)
      if (view === undefined) return null
      const code = view.error?.code ?? (view.waiting?.for === 'network' ? view.waiting.report.code : null)
      if (code !== null) refused.push(code)
      return code ?? `waits for ${view.waiting?.for}`
    },
    passMinute: () => {
      const database = new DatabaseSync(join(home, 'authority', 'ra.db'), { timeout: 5_000 })
      try {
        database.exec('UPDATE codes SET sent_at = sent_at - 61000')
      } finally {
        database.close()
      }
    },
    start: async () => {
      assistant = await openAssistant({ home, resources: prepared.resources })
    },
    stop: async (how) => {
      const stopping = assistant
      assistant = null
      await stopping?.stop(how)
      strange.push(...(stopping?.strange ?? []))
    },
    close: async () => {
      await stage.stop('at-once')
      disk.close()
      rmSync(user, { recursive: true, force: true })
    },
  }
  return stage
}
