import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../../src/shared/models/index.ts'
import { isQuiet, isUnused } from '../../../../src/shared/updates/quiet.ts'
import { snapshotWith, ukey } from '../../../world.ts'

const calm = snapshotWith()
const site = { origin: 'https://tax.example.cn', connections: 1 } as Snapshot['webSigning']['sites'][number]
const running = { state: 'running' } as Snapshot['transactions'][number]
const waiting = { state: 'waiting' } as Snapshot['transactions'][number]
const prompt = { kind: 'pin' } as NonNullable<Snapshot['prompt']>
const installation = { issuerId: 'x', programId: 'y', state: 'fetching', received: 1, bytes: 2 } as const
const job = (is: 'running' | 'paused') =>
  ({ id: 'j', work: 'sign', state: { is }, total: 2, done: 1, failed: 0 }) as const

describe('a moment', () => {
  it.each<[string, Partial<Snapshot>]>([
    ['a business runs', { transactions: [waiting, running] }],
    ['a Ukey works', { tokens: [ukey({ busy: '证书签发' })] }],
    ['a question is open, also that of a page', { prompt }],
    ['files are signed', { documentJob: job('running') }],
    ['files wait to be signed', { documentJob: job('paused') }],
    ['a program is fetched', { installation }],
    ['the system is checked', { diagnosis: { ...calm.diagnosis, state: 'running' } }],
  ])('is not quiet while %s', (_, rest) => {
    expect(isQuiet({ ...calm, ...rest })).toBe(false)
    expect(isUnused({ ...calm, ...rest })).toBe(false)
  })

  it('is quiet while a business waits for a payment or a review, for that may take days', () => {
    expect(isQuiet({ ...calm, transactions: [waiting] })).toBe(true)
    expect(isUnused({ ...calm, transactions: [waiting] })).toBe(true)
  })

  it('is quiet, but somebody is there, while a page of a site is connected', () => {
    const connected = { ...calm, webSigning: { ...calm.webSigning, sites: [site] } }
    expect(isQuiet(connected)).toBe(true)
    expect(isUnused(connected)).toBe(false)
  })
})
