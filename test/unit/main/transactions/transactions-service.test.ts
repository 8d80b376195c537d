import { describe, expect, it } from 'vitest'
import type { GivenPin } from '../../../../src/main/pin/index.ts'
import type { Prompts } from '../../../../src/main/prompt/prompts.ts'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import { createTransactionsService } from '../../../../src/main/transactions/transactions-service.ts'
import { viewOf } from '../../../../src/main/transactions/view.ts'
import { AssistantError, errorOf } from '../../../../src/shared/errors/index.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { businesses } from './businesses-of.ts'
import { throughStep as through, type throughStep } from './recorded.ts'

const viewAfter = (step: Parameters<typeof throughStep>[0]) => {
  const progress = progressOf(through(step), businesses())
  if (!progress) throw new Error('these records do not fit together')
  return viewOf('one', progress, {
    ...{ running: false, pinAtHand: false, error: null, wait: null },
    ...{ tokenPresent: true, pairId: null },
  })
}

/** Windows that ask for a business. `log` tells what was asked of whom. */
const windows = (step: Parameters<typeof throughStep>[0] = 'request', ends: readonly unknown[] = []) => {
  const log: unknown[] = []
  const left = [...ends]
  const asked = typed('asked!')
  const doing = (what: string) => async (id: string, given?: GivenPin | null) => {
    log.push([what, id, given ?? null])
    const end = left.shift()
    if (end) throw end
  }
  let refuses = false
  const askPin: Prompts['askPin'] = async (question, work) => {
    log.push(question)
    if (refuses) return { outcome: 'refused' }
    return { outcome: 'answered', answer: await work(asked) }
  }
  const service = createTransactionsService({
    transactions: { resume: doing('resume'), abandon: doing('abandon') },
    prompts: { askPin },
    views: () => [viewAfter(step)],
  })
  const refuse = () => {
    refuses = true
  }
  return { service, log, asked, refuse }
}
const question = (purpose: 'issue' | 'delete', tokenId: string | null = 'token-1') => ({
  ...{ asker: { kind: 'assistant' }, purpose, tokenId, certificateId: null },
})

describe('a window that resumes a business', () => {
  it('must name one that is known', async () => {
    const { service, log } = windows()
    await expect(service.resume('two', undefined)).rejects.toMatchObject({ code: 'transaction-unknown' })
    expect(log).toEqual([])
  })

  it('asks for the PIN if the business needs it', async () => {
    const { service, log, asked } = windows('request')
    await service.resume('one', undefined)
    expect(log).toEqual([question('issue'), ['resume', 'one', asked]])
  })

  it('asks for none if it came with the wish, or is not needed', async () => {
    const given = typed()
    const with_ = windows('request')
    await with_.service.resume('one', given)
    expect(with_.log).toEqual([['resume', 'one', given]])
    const without = windows('csr')
    await without.service.resume('one', undefined)
    expect(without.log).toEqual([['resume', 'one', null]])
  })

  it('hears that the person refused', async () => {
    const { service, log, refuse } = windows('request')
    refuse()
    await expect(service.resume('one', undefined)).rejects.toMatchObject({ code: 'cancelled-by-user' })
    expect(log).toHaveLength(1)
  })

  it('waits until the business has taken the PIN', async () => {
    const taken = Promise.withResolvers<void>()
    const over: string[] = []
    const service = createTransactionsService({
      transactions: { resume: async () => {}, abandon: async () => {} },
      prompts: {
        askPin: async (_, work) => {
          await taken.promise
          return { outcome: 'answered', answer: await work(typed()) }
        },
      },
      views: () => [viewAfter('request')],
    })
    const resumed = service.resume('one', undefined).then(() => over.push('resumed'))
    await moments()
    expect(over).toEqual([])
    taken.resolve()
    await resumed
  })
})

describe('a window that gives a business up', () => {
  it('asks for no PIN unless one is needed', async () => {
    const { service, log } = windows()
    await service.abandon('one')
    expect(log).toEqual([['abandon', 'one', null]])
  })

  it('asks for the PIN of its token if one is needed', async () => {
    const { service, log, asked } = windows('request', [new AssistantError('pin-needed')])
    await service.abandon('one')
    expect(log).toEqual([['abandon', 'one', null], question('delete'), ['abandon', 'one', asked]])
  })

  it('asks for a PIN of no certain token if its business is not shown', async () => {
    const { service, log } = windows('request', [new AssistantError('pin-needed')])
    await service.abandon('two')
    expect(log[1]).toEqual(question('delete', null))
  })

  it('hears any other failure, of the first try or of the one with the PIN', async () => {
    const locked = errorOf({ code: 'pin-locked', params: {} })
    const first = windows('request', [locked])
    await expect(first.service.abandon('one')).rejects.toBe(locked)
    const fault = new Error('a fault')
    await expect(windows('request', [fault]).service.abandon('one')).rejects.toBe(fault)
    const second = windows('request', [new AssistantError('pin-needed'), locked])
    await expect(second.service.abandon('one')).rejects.toBe(locked)
  })
})
