import type { Accounts } from '../../../../src/main/account/index.ts'
import type { GivenPin } from '../../../../src/main/pin/index.ts'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { createRunner, type RunnerParts } from '../../../../src/main/transactions/runner.ts'
import { onToken, outside, type Step, type Work } from '../../../../src/main/transactions/step.ts'
import { createTransaction } from '../../../../src/main/transactions/transaction.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import type { AccountState } from '../../../../src/shared/models/index.ts'
import { type Answers, authoritiesOf, authorityOf } from '../authority-of.ts'
import { keyringOf } from '../keyring-of.ts'
import { businesses } from './businesses-of.ts'
import { fileInMemory } from './file-in-memory.ts'
import { at, started } from './recorded.ts'

export const asked = { requestId: 'request-1', resumeToken: 'r', subject: 'AAAA' }
export const made = { tokenId: 'token-1', keyId: 'k', publicKey: '04' }
export const checked = { confirmation: 'AAAA', others: [] }

/** An account where this person is known; nobody else can be asked for. */
export const accountsOf = (
  client: Answers,
  told: string[],
  state: AccountState = { state: 'signed-out' },
): Accounts => ({
  of: (issuerId) => {
    const notAsked = (): never => {
      throw new Error('nobody should ask the account for this')
    }
    const rest = { state: () => state, deviceId: notAsked, captcha: notAsked, login: notAsked }
    return {
      ...rest,
      ...{ loginByPassword: notAsked, sendCode: notAsked, enterCode: notAsked, actFor: notAsked },
      ...{ actAs: notAsked, logout: notAsked, refresh: notAsked },
      clientOf: (userName) => {
        told.push(`${userName} at ${issuerId}`)
        return authorityOf(issuerId, () => client).client()
      },
    }
  },
  issuers: () => [],
  stop: () => {},
})

/** Three steps: one outside, one on the token, one outside. `seen` has what each step was given. */
export const threeSteps = (log: string[], seen: Work[] = []): readonly Step[] => [
  outside('request', async (work) => {
    log.push('request')
    seen.push(work)
    return asked
  }),
  onToken('keypair', async (work) => {
    log.push('keypair')
    seen.push(work)
    return made
  }),
  outside('csr', async () => {
    log.push('csr')
    return { csr: 'AAAA' }
  }),
]

export type Running = {
  readonly steps: (log: string[]) => readonly Step[]
  readonly records?: readonly TransactionRecord[]
  readonly tokens?: readonly PresentToken[]
  readonly parts?: (log: string[]) => Partial<RunnerParts>
}

/** Runs a transaction with these steps. `log` tells what was done and written, in order. */
export const running = (wish: Running) => {
  const log: string[] = []
  const { file, records } = fileInMemory(wish.records ?? [started()])
  const transaction = createTransaction({
    file: {
      ...file,
      append: async (record) => {
        await file.append(record)
        log.push('written')
      },
    },
    ...{ businesses: businesses(wish.steps(log)), clock: () => new Date(at) },
    ...{ changed: () => {}, log: () => {} },
  })
  const { keyring, log: soft } = keyringOf(wish.tokens ?? [])
  const run = createRunner({
    authorities: authoritiesOf(authorityOf('demo')),
    accounts: accountsOf({}, log),
    ...{ issuerOf: () => null, keyring, superseded: () => {} },
    cleanUp: async () => void log.push('clean'),
    checkNewSoft: (pin, issuerId) => void log.push(`check ${pin.reveal()} for ${issuerId}`),
    ...wish.parts?.(log),
  })
  /** What it waits for in the end; throws what stopped it. */
  const go = async (given: GivenPin | null = null) => {
    const outcome = Promise.withResolvers<unknown>()
    await transaction.run(given, async () => {
      const ran = run(transaction)
      ran.then(outcome.resolve, outcome.reject)
      outcome.promise.catch(() => {})
      return ran
    })
    return outcome.promise
  }
  return { go, log, soft, records, transaction, keyring }
}
