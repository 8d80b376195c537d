import { describe, expect, it, vi } from 'vitest'
import type { GivenPin } from '../../../../src/main/pin/index.ts'
import type { Outcome } from '../../../../src/main/prompt/outcome.ts'
import type { Prompts } from '../../../../src/main/prompt/prompts.ts'
import {
  createTransactionsService,
  type TransactionsServiceParts,
} from '../../../../src/main/transactions/transactions-service.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { asksForPin, waits } from '../../../ui/scenes/transactions.ts'

const given: GivenPin = { pin: { entry: 'on-device' }, tries: 'careful' }
type Answer = 'gives' | 'refuses'

/** A person who is asked for a PIN, and gives it or not. */
const begun = (answer: Answer, needsPin = true) => {
  const asked: unknown[] = []
  const prompts: Pick<Prompts, 'askPin'> = {
    askPin: async <T>(question: unknown, work: (given: GivenPin) => Promise<T>): Promise<Outcome<T>> => {
      asked.push(question)
      return answer === 'refuses'
        ? { outcome: 'refused' }
        : { outcome: 'answered', answer: await work(given) }
    },
  }
  const transactions = { resume: vi.fn(async () => {}), abandon: vi.fn(async () => {}) }
  const parts: TransactionsServiceParts = {
    ...{ transactions, prompts },
    views: () => [waits('write-signing', asksForPin, { id: 't1', tokenId: 'u1', needsPin })],
  }
  return { asked, transactions, service: createTransactionsService(parts) }
}

const question = (purpose: 'issue' | 'delete', tokenId: string | null) => ({
  ...{ asker: { kind: 'assistant' }, purpose, tokenId, certificateId: null },
})

describe('a business that goes on', () => {
  it('takes the PIN that came with the wish, and asks for none', async () => {
    const { asked, transactions, service } = begun('gives')
    await service.resume('t1', given)
    expect(transactions.resume).toHaveBeenCalledExactlyOnceWith('t1', given)
    expect(asked).toEqual([])
  })

  it('needs none where no step is on the token', async () => {
    const { asked, transactions, service } = begun('gives', false)
    await service.resume('t1', undefined)
    expect(transactions.resume).toHaveBeenCalledExactlyOnceWith('t1', undefined)
    expect(asked).toEqual([])
  })

  it('asks for the PIN of its token if it needs one', async () => {
    const { asked, transactions, service } = begun('gives')
    await service.resume('t1', undefined)
    expect(asked).toEqual([question('issue', 'u1')])
    expect(transactions.resume).toHaveBeenCalledExactlyOnceWith('t1', given)
  })

  it('rests if no PIN is given, or nobody knows it', async () => {
    const { transactions, service } = begun('refuses')
    await expect(service.resume('t1', undefined)).rejects.toMatchObject({ code: 'cancelled-by-user' })
    await expect(service.resume('t2', given)).rejects.toMatchObject({ code: 'transaction-unknown' })
    expect(transactions.resume).not.toHaveBeenCalled()
  })
})

describe('a business that is given up', () => {
  const failing = (code: 'pin-needed' | 'token-absent') => async (): Promise<void> => {
    throw new AssistantError(code)
  }

  it('needs no PIN if nothing is to be removed', async () => {
    const { asked, transactions, service } = begun('gives')
    await service.abandon('t1')
    expect(transactions.abandon).toHaveBeenCalledExactlyOnceWith('t1')
    expect(asked).toEqual([])
  })

  it.each([
    ['t1', 'u1'],
    ['gone', null],
  ])('asks for the PIN if something must be removed (%s)', async (id, tokenId) => {
    const { asked, transactions, service } = begun('gives')
    transactions.abandon.mockImplementationOnce(failing('pin-needed'))
    await service.abandon(id)
    expect(asked).toEqual([question('delete', tokenId)])
    expect(transactions.abandon.mock.calls).toEqual([[id], [id, given]])
  })

  it('stays if no PIN is given, and if it cannot be given up for another reason', async () => {
    const refused = begun('refuses')
    refused.transactions.abandon.mockImplementationOnce(failing('pin-needed'))
    await expect(refused.service.abandon('t1')).rejects.toMatchObject({ code: 'cancelled-by-user' })
    expect(refused.transactions.abandon).toHaveBeenCalledOnce()
    const failed = begun('gives')
    failed.transactions.abandon.mockImplementationOnce(failing('token-absent'))
    await expect(failed.service.abandon('t1')).rejects.toMatchObject({ code: 'token-absent' })
    failed.transactions.abandon.mockRejectedValueOnce(new Error('unforeseen'))
    await expect(failed.service.abandon('t1')).rejects.toThrow('unforeseen')
    expect(failed.asked).toEqual([])
  })
})
