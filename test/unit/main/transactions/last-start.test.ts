import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { outside } from '../../../../src/main/transactions/step.ts'
import { moments } from '../moments.ts'
import { tokenAtHand } from '../token-at-hand.ts'
import { journalFolder, leaveBehind, openTransactions } from './open-transactions.ts'
import { at, done, started } from './recorded.ts'
import { asked, threeSteps } from './running.ts'

const endedWith = (leftover: boolean, how: 'done' | 'abandoned' = 'abandoned'): TransactionRecord => ({
  ...{ type: 'ended', at, how, leftover },
})

/** A start after the last one left these records. `asks` counts how often the first step was done. */
const startedAfter = async (
  records: readonly TransactionRecord[],
  wish: Partial<Parameters<typeof openTransactions>[0]> = {},
) => {
  const folder = journalFolder()
  await leaveBehind(folder, 'one', records)
  let asks = 0
  const first = outside('request', async () => {
    asks += 1
    return asked
  })
  const steps = [first, ...threeSteps([]).slice(1)]
  const one = openTransactions({ steps, folder, ...wish })
  return { ...one, asks: () => asks }
}

describe('a start of the assistant', () => {
  it('shows what is unfinished and goes on with what needs nobody', async () => {
    const { transactions, until, asks } = await startedAfter([started()])
    await transactions.ready
    const view = await until(({ steps, state }) => steps[0]?.state === 'done' && state === 'waiting')
    expect([asks(), view.id, transactions.views()]).toEqual([1, 'one', [view]])
  })

  it('leaves alone what needs the person', async () => {
    const { transactions, seen } = await startedAfter([started(), done.request])
    await transactions.ready
    expect(transactions.views()).toMatchObject([
      { state: 'waiting', waiting: { for: 'person', asked: 'pin' } },
    ])
    expect(seen).toHaveLength(2)
  })

  it('goes on with nothing while it only rests', async () => {
    const { transactions, asks } = await startedAfter([started()], { resting: true })
    await transactions.ready
    await moments()
    expect([asks(), transactions.views()]).toMatchObject([0, [{ id: 'one', state: 'waiting' }]])
  })

  it('goes on only after the first look for tokens, and shows before that', async () => {
    const { transactions, until, ring, asks } = await startedAfter([started()], { settled: false })
    await until(({ id }) => id === 'one')
    await moments()
    expect([asks(), ring.listeners.size]).toEqual([0, 1])
    ring.show([tokenAtHand().present], false)
    await moments()
    expect(asks()).toBe(0)
    ring.show([tokenAtHand().present])
    await transactions.ready
    await until(({ steps }) => steps[0]?.state === 'done')
    expect([asks(), ring.listeners.size]).toEqual([1, 0])
  })

  it('closes what only lacked its closing', async () => {
    const { transactions, files, seen } = await startedAfter([started(), endedWith(false, 'done')])
    await transactions.ready
    expect([files(), transactions.views(), seen.map((views) => views.length)]).toEqual([[], [], [1, 0]])
  })

  it('keeps what was given up with something left, out of sight', async () => {
    const { transactions, files } = await startedAfter([started(), done.request, endedWith(true)])
    await transactions.ready
    expect([files(), transactions.views()]).toEqual([['issue.one.journal'], []])
    await expect(transactions.resume('one')).rejects.toMatchObject({ code: 'transaction-unknown' })
    await expect(transactions.abandon('one')).rejects.toMatchObject({ code: 'transaction-unknown' })
  })

  it('sets damaged journals aside and tells their names', async () => {
    const folder = journalFolder()
    writeFileSync(join(folder, 'issue.two.journal'), 'nonsense\n\n')
    const { transactions, told, said } = openTransactions({ steps: [], folder })
    await transactions.ready
    const name = 'issue.two.journal.2026-11-20T08-00-00-000Z.damaged'
    expect(told).toEqual([{ damaged: [name] }])
    expect(said).toEqual([`the journal ${name} could not be read and was set aside`])
  })

  it('sets aside records that no business can have written', async () => {
    const { transactions, told } = await startedAfter([started(), done.csr])
    await transactions.ready
    expect([told.length, transactions.views()]).toEqual([1, []])
  })

  it('tells of no damage if there is none', async () => {
    const { transactions, told, said } = await startedAfter([started(), done.request])
    await transactions.ready
    expect([told, said]).toEqual([[], []])
  })

  it('says that the journals could not be read, and lives', async () => {
    const { transactions, said } = openTransactions({
      steps: threeSteps([]),
      clock: () => {
        throw new Error('no clock')
      },
      folder: await broken(),
    })
    await transactions.ready
    expect(said).toEqual(['the journals could not be read: Error: no clock'])
  })

  it('answers about the last start only when that is known', async () => {
    const { transactions } = await startedAfter([started(), done.request])
    await expect(transactions.resume('one')).rejects.toMatchObject({ code: 'pin-needed' })
  })
})

/** A folder with a journal that has to be set aside. */
async function broken(): Promise<string> {
  const folder = journalFolder()
  writeFileSync(join(folder, 'issue.two.journal'), 'nonsense\n\n')
  return folder
}
