import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTransaction } from '../../../../src/main/transactions/transaction.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { moments } from '../moments.ts'
import { businesses } from './businesses-of.ts'
import { fileInMemory } from './file-in-memory.ts'
import { at, done, started, throughStep } from './recorded.ts'
import { begun, failing, review } from './transaction-begun.ts'

const left = (name: keyof typeof done) => {
  const record = done[name]
  return 'left' in record ? record.left : {}
}

describe('a transaction', () => {
  it('is not taken up from records that do not fit together', () => {
    expect(() => begun([started(), done.csr])).toThrow('the record "done" does not fit the journal')
    expect(() => begun([done.csr])).toThrow('the record "done" does not fit the journal')
  })

  it('refuses a record that does not fit before it reaches the disk', async () => {
    const { transaction, log, seen } = begun()
    await expect(transaction.append(done.csr)).rejects.toThrow('does not fit')
    expect([log, seen]).toEqual([[], []])
    expect(transaction.progress().next?.name).toBe('request')
  })

  it('goes on when its record is on disk, and not before', async () => {
    const { file } = fileInMemory([started()])
    const written = Promise.withResolvers<void>()
    const seen: (string | undefined)[] = []
    const transaction = createTransaction({
      ...{ file: { ...file, append: () => written.promise }, businesses: businesses() },
      ...{ clock: () => new Date(at), log: () => {} },
      changed: () => seen.push(transaction.progress().next?.name),
    })
    const appended = transaction.append(done.request)
    await moments()
    expect([transaction.progress().next?.name, seen]).toEqual(['request', []])
    written.resolve()
    await appended
    expect([transaction.progress().next?.name, seen]).toEqual(['keypair', ['keypair']])
  })

  it('has the name of its journal and closes it', async () => {
    const { transaction, log } = begun()
    expect([transaction.id, transaction.running(), transaction.asking()]).toEqual(['one', false, false])
    await transaction.close()
    expect(log).toEqual(['closed'])
  })
})

describe('a step of a transaction', () => {
  it('is written with its result, its time and its seconds to the thousandth', async () => {
    const { file, records } = fileInMemory([started()])
    const transaction = createTransaction({
      ...{ file, businesses: businesses(), clock: () => new Date(at) },
      ...{ log: () => {}, changed: () => {} },
    })
    const [first] = businesses().issue.steps
    if (!first) throw new Error('no step')
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(1_000).mockReturnValueOnce(3_250.4)
    onTestFinished(() => clock.mockRestore())
    expect(await transaction.perform(first, async () => left('request'))).toBeNull()
    expect(records().at(-1)).toEqual({ ...done.request, seconds: 2.25 })
  })

  it('is done when its result is on disk', async () => {
    const { file } = fileInMemory([started()])
    const full = new AssistantError('disk-full')
    const written = Promise.withResolvers<void>()
    const transaction = createTransaction({
      ...{ file: { ...file, append: () => written.promise }, businesses: businesses() },
      ...{ clock: () => new Date(at), log: () => {}, changed: () => {} },
    })
    const [first] = businesses().issue.steps
    if (!first) throw new Error('no step')
    const performed = transaction.perform(first, async () => left('request'))
    written.reject(full)
    await expect(performed).rejects.toBe(full)
  })

  it('that waits writes nothing and says what it waits for', async () => {
    const { transaction, log, step } = begun(throughStep('submit'))
    expect(await transaction.perform(step('await'), async () => review)).toBe(review)
    expect(log).toEqual([])
  })

  it('that fails is to be done again, and goes back only after its own error', async () => {
    const { transaction, log, step } = begun(throughStep('write-encryption'))
    const { back } = step('verify')
    if (!back) throw new Error('the check goes back nowhere')
    await expect(transaction.perform(step('verify'), failing('csr-refused'))).rejects.toMatchObject({
      code: 'csr-refused',
    })
    expect([log, transaction.progress().next?.name]).toEqual([[], 'verify'])
    const wrong = new AssistantError(back.after as 'csr-refused')
    await expect(transaction.perform(step('verify'), async () => Promise.reject(wrong))).rejects.toBe(wrong)
    expect([log, transaction.progress().next?.name]).toEqual([[`back to ${back.to}`], back.to])
  })

  it('has failed only when its way back is on disk', async () => {
    const { file } = fileInMemory(throughStep('write-encryption'))
    const written = Promise.withResolvers<void>()
    const transaction = createTransaction({
      ...{ file: { ...file, append: () => written.promise }, businesses: businesses() },
      ...{ clock: () => new Date(at), log: () => {}, changed: () => {} },
    })
    const verify = businesses().issue.steps.find(({ name }) => name === 'verify')
    if (!verify?.back) throw new Error('the check goes back nowhere')
    const seen: unknown[] = []
    const wrong = new AssistantError(verify.back.after as 'csr-refused')
    const over = transaction
      .perform(verify, async () => Promise.reject(wrong))
      .catch((error: unknown) => seen.push(error))
    await moments()
    expect(seen).toEqual([])
    written.resolve()
    await over
    expect(seen).toEqual([wrong])
  })

  it('without a way back stays where it is', async () => {
    const { transaction, log, step } = begun()
    await expect(transaction.perform(step('request'), failing('csr-refused'))).rejects.toThrow()
    const fault = new Error('a fault')
    await expect(transaction.perform(step('request'), async () => Promise.reject(fault))).rejects.toBe(fault)
    expect(log).toEqual([])
  })
})
