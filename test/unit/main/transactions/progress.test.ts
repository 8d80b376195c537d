import { describe, expect, it } from 'vitest'
import { businessesWith } from '../../../../src/main/businesses.ts'
import {
  leftBy,
  mayBeConfirmed,
  nextAct,
  progressOf,
  tokenIdOf,
} from '../../../../src/main/transactions/progress.ts'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { viewOf } from '../../../../src/main/transactions/view.ts'
import { issuanceSteps } from '../../../../src/shared/models/index.ts'
import { at, done, started, throughStep } from './recorded.ts'

const quiet = {
  ...{ running: false, pinAtHand: false, error: null, wait: null },
  ...{ tokenPresent: true, pairId: null },
}
const businesses = businessesWith({ whole: () => null }, { certified: async () => {} })
const told = (...records: readonly TransactionRecord[]) => progressOf(records, businesses)
const progressAfter = (...records: readonly TransactionRecord[]) => {
  const progress = told(...records)
  if (!progress) throw new Error('these records do not fit together')
  return progress
}

describe('the progress of an issuance', () => {
  it('begins with the request', () => {
    expect(told(started())?.next?.name).toBe('request')
  })

  it.each(issuanceSteps.map((step, index) => [step, issuanceSteps[index + 1] ?? null] as const))(
    'after %s comes %s',
    (step, next) => {
      expect(told(...throughStep(step))?.next?.name ?? null).toBe(next)
    },
  )

  it('does not exist if the records have an impossible order', () => {
    expect(told()).toBeNull()
    expect(told(done.request)).toBeNull()
    expect(told(started(), done.csr)).toBeNull()
    expect(told(started(), done.request, done.request)).toBeNull()
    expect(told(started(), started())).toBeNull()
    const ended = { type: 'ended', at, how: 'abandoned', leftover: false } as const
    expect(told(started(), ended, done.request)).toBeNull()
  })

  it('goes back if what was written failed its check', () => {
    const progress = progressAfter(...throughStep('write-encryption'), {
      type: 'back',
      at,
      to: 'write-signing',
    })
    expect(progress.next?.name).toBe('write-signing')
    expect(progress.done['write-encryption']).toBeUndefined()
    expect(leftBy(progress, 'collect').signatureCertificate).toBe('AAAA')
  })

  it('never goes back behind what the authority has put in force', () => {
    expect(told(...throughStep('confirm'), { type: 'back', at, to: 'collect' })).toBeNull()
  })

  it('does not go back to a step that is still to come', () => {
    expect(told(...throughStep('csr'), { type: 'back', at, to: 'collect' })).toBeNull()
  })

  it('knows when the authority may have put the new certificate in force', () => {
    expect(mayBeConfirmed(progressAfter(...throughStep('write-encryption')))).toBe(false)
    expect(mayBeConfirmed(progressAfter(...throughStep('verify')))).toBe(true)
  })

  it('needs the token for exactly the steps that work inside it', () => {
    const needing = (kind: 'ukey' | 'soft') =>
      businesses.issue.steps
        .filter((step) => step.act(kind, progressAfter(...throughStep('retire', kind))).where === 'token')
        .map(({ name }) => name)
    const both = ['keypair', 'csr', 'write-signing', 'write-encryption', 'verify']
    expect(needing('ukey')).toEqual([...both, 'retire'])
    expect(needing('soft')).toEqual(both)
  })

  it('needs the token for a seal only if the authority has one', () => {
    const withSeal = throughStep('retire', 'soft').map(
      (record): TransactionRecord =>
        record.type === 'done' && record.step === 'collect'
          ? { ...record, left: { ...record.left, seal: 'MAA=' } }
          : record,
    )
    const actOf = (records: readonly TransactionRecord[]) => nextAct(progressAfter(...records))?.where
    expect(actOf(withSeal)).toBe('token')
    expect(actOf(throughStep('retire', 'soft'))).toBe('outside')
  })

  it('knows a soft token by its own name once it is made', () => {
    expect(tokenIdOf(progressAfter(started({ kind: 'soft', tokenId: 'soft:1' })))).toBe('soft:1')
    expect(tokenIdOf(progressAfter(...throughStep('keypair')))).toBe('token-1')
  })
})

describe('the view of an issuance', () => {
  it('says which step is running, which are done and how long they took', () => {
    const { steps, state } = viewOf('1', progressAfter(...throughStep('csr')), {
      ...quiet,
      running: true,
      pinAtHand: true,
    })
    expect(state).toBe('running')
    expect(steps.map((step) => step.state).slice(0, 5)).toEqual(['done', 'done', 'done', 'running', 'ahead'])
    expect(steps[0]?.seconds).toBe(0.25)
  })

  it('shows the error at the step that failed and nowhere else', () => {
    const error = { code: 'csr-refused', params: {} } as const
    const view = viewOf('1', progressAfter(...throughStep('csr')), { ...quiet, error })
    expect(view).toMatchObject({ state: 'paused', error, waiting: null })
    expect(view.steps.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual(['submit'])
  })

  it('shows what is waited for at the step that waits, and nothing as failed', () => {
    const wait = { for: 'review', since: at, expected: null } as const
    const view = viewOf('1', progressAfter(...throughStep('submit')), { ...quiet, wait })
    expect(view).toMatchObject({ state: 'waiting', waiting: wait, error: null })
    expect(view.steps.filter(({ state }) => state === 'waiting').map(({ name }) => name)).toEqual(['await'])
    expect(view.steps.some(({ state }) => state === 'failed')).toBe(false)
  })

  it('asks the person for what the next step needs, and for nothing while it runs', () => {
    const asked = (step: Parameters<typeof throughStep>[0], kind: 'ukey' | 'soft', tokenPresent = true) => {
      const { waiting } = viewOf('1', progressAfter(...throughStep(step, kind)), { ...quiet, tokenPresent })
      return waiting?.for === 'person' ? waiting.asked : waiting
    }
    expect(asked('collect', 'ukey')).toBe('pin')
    expect(asked('collect', 'ukey', false)).toBe('token')
    expect(asked('request', 'soft')).toBe('new-pin')
    expect(asked('collect', 'soft')).toBe('pin')
    expect(asked('csr', 'ukey')).toBe('go-on')
    expect(asked('retire', 'ukey')).toBe('go-on')
    const running = viewOf('1', progressAfter(...throughStep('csr')), { ...quiet, running: true })
    expect(running).toMatchObject({ state: 'running', waiting: null })
  })

  it('asks for the PIN only where the next step works on the token', () => {
    const needsPin = (step: (typeof issuanceSteps)[number], kind: 'ukey' | 'soft' = 'ukey') =>
      viewOf('1', progressAfter(...throughStep(step, kind)), quiet).needsPin
    expect(needsPin('request')).toBe(true)
    expect(needsPin('csr')).toBe(false)
    expect(needsPin('collect')).toBe(true)
    expect(needsPin('verify')).toBe(false)
    expect(needsPin('confirm')).toBe(true)
    expect(needsPin('confirm', 'soft')).toBe(false)
    expect(needsPin('retire')).toBe(false)
  })

  it('does not ask for a PIN that is at hand', () => {
    const moment = { ...quiet, running: true, pinAtHand: true }
    expect(viewOf('1', progressAfter(...throughStep('request')), moment).needsPin).toBe(false)
  })
})
