import { describe, expect, it } from 'vitest'
import { csrToSign, finishCsr } from '../../../../src/pki/csr/index.ts'
import { generateSm2KeyPair, sm2Sign } from '../../../../src/pki/sm2/index.ts'
import { toBase64 } from '../../../../src/ra/base64.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { CrashPoint } from '../../../../src/ra/crash-point.ts'
import { type RequestDesk, requestDesk } from '../../../../src/ra/requests/desk.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import type { Review } from '../../../../src/ra/rules/review.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { confirmationMessage } from '../../../../src/shared/ra-contract/request.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, now, request as opened, token } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const pair = generateSm2KeyPair()
const subject = subjectOf(account)
const request = { ...opened, subjectDer: subject.der, subjectText: subject.text }
const review: Review = {
  requestId: 'request-1',
  verdict: 'approved',
  operatorId: 'wang',
  sender: '演示',
  at: now,
}
const other = { ...request, state: 'active' } as const

function deskWith(operations: Partial<Store>) {
  const points: CrashPoint[] = []
  const desk = requestDesk({
    ...{ store: storeOf(operations), ca, addresses, profile: demoProfile, sender: '演示' },
    ...{ clock: () => now, reached: (point) => points.push(point) },
  })
  return { desk, points }
}

/** What one step asks the store to do, and which places it passes before and after. */
async function stepOf(operation: keyof Store, step: (desk: RequestDesk) => Promise<unknown>) {
  const asked: unknown[] = []
  const passed: CrashPoint[][] = []
  const { desk, points } = deskWith({
    [operation]: async (...given: unknown[]) => {
      asked.push(...given)
      passed.push([...points])
      return other
    },
  })
  const answer = await step(desk)
  expect(answer).toBe(other)
  return { asked, before: passed.flat(), all: points }
}

describe('a step of a request', () => {
  it('opens with the subject and the rules of the authority', async () => {
    const form = { business: 'issue', idempotencyKey: 'key-1', token } as const
    const { asked, before, all } = await stepOf('openRequest', (desk) => desk.open(account, form))
    expect(asked).toMatchObject([{ account, form, profile: demoProfile, sender: '演示', subject, now }])
    expect([before, all]).toEqual([[1], [1, 3]])
  })

  it('hands the CSR in with the key that it proves', async () => {
    const { tbs } = csrToSign({ subject: subject.der, publicKey: pair.publicKey })
    const csr = finishCsr(tbs, sm2Sign(pair.privateKey, tbs))
    const { asked, before, all } = await stepOf('submitCsr', (desk) => desk.submit(request, toBase64(csr)))
    expect(asked).toEqual([{ requestId: 'request-1', csr, publicKey: pair.publicKey, now }])
    expect([before, all]).toEqual([[4], [4, 6]])
  })

  it('reviews, corrects and gives up, each at its places', async () => {
    const reviewed = await stepOf('review', (desk) => desk.review(review))
    expect([reviewed.asked, reviewed.before, reviewed.all]).toEqual([[review], [10], [10, 12]])
    const correction = { requestId: 'request-1', attachments: ['upload-1'] }
    const corrected = await stepOf('correct', (desk) => desk.correct(correction))
    expect([corrected.asked, corrected.all]).toEqual([[{ ...correction, at: now }], []])
    const abandoned = await stepOf('abandon', (desk) => desk.abandon(request))
    expect([abandoned.asked, abandoned.all]).toEqual([['request-1', now], []])
  })

  it('does not pass its end when the store refuses', async () => {
    const { desk, points } = deskWith({ review: () => Promise.reject(new Error('refused')) })
    await expect(desk.review(review)).rejects.toThrow('refused')
    expect(points).toEqual([10])
  })
})

describe('the confirmation of a pair', () => {
  const issued = { ...request, state: 'issued', publicKey: pair.publicKey, signatureSerial: 'A1' } as const
  const signed = (serial: string) =>
    toBase64(sm2Sign(pair.privateKey, confirmationMessage('request-1', serial)))

  it('tells which certificate was proved', async () => {
    const { asked, before, all } = await stepOf('confirm', (desk) => desk.confirm(issued, signed('A1')))
    expect(asked).toEqual([{ requestId: 'request-1', provedSerial: 'A1', now }])
    expect([before, all]).toEqual([[16], [16, 18]])
  })

  it('is refused with a signature of another certificate, and before there is a pair', async () => {
    const { desk, points } = deskWith({})
    await expect(desk.confirm(issued, signed('A2'))).rejects.toMatchObject({ code: 'confirmation-wrong' })
    const early = { code: 'request-not-ready', params: { state: 'issued' } }
    await expect(desk.confirm({ ...issued, signatureSerial: null }, signed('A1'))).rejects.toMatchObject(
      early,
    )
    await expect(desk.confirm({ ...issued, publicKey: null }, signed('A1'))).rejects.toMatchObject(early)
    expect(points).toEqual([16, 16, 16])
  })
})
