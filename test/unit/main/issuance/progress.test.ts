import { describe, expect, it } from 'vitest'
import {
  isOnToken,
  leftBy,
  mayBeConfirmed,
  progressOf,
  tokenIdOf,
} from '../../../../src/main/issuance/progress.ts'
import type { IssuanceRecord } from '../../../../src/main/issuance/records.ts'
import { viewOf } from '../../../../src/main/issuance/view.ts'
import { issuanceSteps } from '../../../../src/shared/models/index.ts'
import { at, done, started, throughStep } from './recorded.ts'

const quiet = { running: false, pinAtHand: false, error: null, tokenPresent: true, pairId: null }
const progressAfter = (...records: readonly IssuanceRecord[]) => {
  const progress = progressOf(records)
  if (!progress) throw new Error('these records do not fit together')
  return progress
}

describe('the progress of an issuance', () => {
  it('begins with the request', () => {
    expect(progressOf([started()])?.next).toBe('request')
  })

  it.each(issuanceSteps.map((step, index) => [step, issuanceSteps[index + 1] ?? null] as const))(
    'after %s comes %s',
    (step, next) => {
      expect(progressOf(throughStep(step))?.next).toBe(next)
    },
  )

  it('is none when the records tell an order that cannot be', () => {
    expect(progressOf([])).toBeNull()
    expect(progressOf([done.request])).toBeNull()
    expect(progressOf([started(), done.csr])).toBeNull()
    expect(progressOf([started(), done.request, done.request])).toBeNull()
    expect(progressOf([started(), started()])).toBeNull()
    const ended = { type: 'ended', at, how: 'abandoned', leftover: false } as const
    expect(progressOf([started(), ended, done.request])).toBeNull()
  })

  it('goes back when what was written did not stand up to its check', () => {
    const progress = progressAfter(...throughStep('write-encryption'), {
      type: 'back',
      at,
      to: 'write-signing',
    })
    expect(progress.next).toBe('write-signing')
    expect(progress.done['write-encryption']).toBeUndefined()
    expect(leftBy(progress, 'collect').signatureCertificate).toBe('AAAA')
  })

  it('never goes back behind what the authority has put in force', () => {
    expect(progressOf([...throughStep('confirm'), { type: 'back', at, to: 'collect' }])).toBeNull()
  })

  it('does not go back to a step that is still to come', () => {
    expect(progressOf([...throughStep('csr'), { type: 'back', at, to: 'collect' }])).toBeNull()
  })

  it('knows from when on the authority may have put the new certificate in force', () => {
    expect(mayBeConfirmed(progressAfter(...throughStep('write-encryption')))).toBe(false)
    expect(mayBeConfirmed(progressAfter(...throughStep('verify')))).toBe(true)
  })

  it('needs the token for exactly the steps that work inside it', () => {
    const needing = (kind: 'ukey' | 'soft') => issuanceSteps.filter((step) => isOnToken(step, kind))
    const both = ['keypair', 'csr', 'write-signing', 'write-encryption', 'verify']
    expect(needing('ukey')).toEqual([...both, 'retire'])
    expect(needing('soft')).toEqual(both)
  })

  it('knows a soft token by its own name once it was made', () => {
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
    expect(steps.map((step) => step.state).slice(0, 5)).toEqual([
      'done',
      'done',
      'done',
      'running',
      'waiting',
    ])
    expect(steps[0]?.seconds).toBe(0.25)
  })

  it('shows the error at the step that failed and nowhere else', () => {
    const error = { code: 'network-timeout', params: {} } as const
    const view = viewOf('1', progressAfter(...throughStep('csr')), { ...quiet, error })
    expect(view.state).toBe('paused')
    expect(view.steps.filter((step) => step.error !== null).map(({ name, state }) => [name, state])).toEqual([
      ['submit', 'failed'],
    ])
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
