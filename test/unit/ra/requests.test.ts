import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, yearsLater } from '../../../src/ra/clock.ts'
import { bodyHash } from '../../../src/ra/requests/opening.ts'
import { feesOf, offers, validityOf } from '../../../src/ra/rules/offers.ts'
import { isPdf } from '../../../src/ra/rules/pdf.ts'
import { isUnfinished, type Progress, waitingState } from '../../../src/ra/rules/request-state.ts'

const at = (text: string) => Date.parse(`${text}T00:00:00Z`)

describe('the state of a request', () => {
  it('is the first thing that is still missing', () => {
    const ready: Progress = { hasCsr: true, order: null, review: null }
    expect(waitingState(ready)).toBe('ready')
    expect(waitingState({ ...ready, hasCsr: false, order: 'unpaid' })).toBe('opened')
    expect(waitingState({ ...ready, order: 'unpaid', review: 'waiting' })).toBe('awaiting-payment')
    expect(waitingState({ ...ready, order: 'paid', review: 'waiting' })).toBe('awaiting-review')
    expect(waitingState({ ...ready, order: 'paid', review: 'approved' })).toBe('ready')
    expect(waitingState({ ...ready, order: 'paid', review: 'refused' })).toBe('refused')
  })

  it('is never ready without a CSR, a due payment and a due review', () => {
    const facts = fc.record({
      hasCsr: fc.boolean(),
      order: fc.constantFrom(null, 'unpaid', 'paid', 'closed', 'refund-due') as fc.Arbitrary<
        Progress['order']
      >,
      review: fc.constantFrom(null, 'waiting', 'approved', 'refused') as fc.Arbitrary<Progress['review']>,
    })
    fc.assert(
      fc.property(facts, (one) => {
        const may = one.hasCsr && (one.order === null || one.order === 'paid')
        const approved = one.review === null || one.review === 'approved'
        return (waitingState(one) === 'ready') === (may && approved)
      }),
    )
  })

  it('is unfinished until it is active or at an end', () => {
    expect(isUnfinished('issued')).toBe(true)
    for (const end of ['active', 'refused', 'abandoned', 'expired'] as const)
      expect(isUnfinished(end)).toBe(false)
  })
})

describe('validity', () => {
  const now = at('2026-11-20')

  it('of a renewal begins where the old certificate ends', () => {
    expect(validityOf('renew', 2, now, at('2026-12-31')).notAfter).toBe(at('2028-12-31'))
    expect(validityOf('renew', 1, now, at('2026-10-01')).notAfter).toBe(at('2027-11-20'))
  })

  it('of a replacement ends with the lost certificate, unless that is about to expire', () => {
    expect(validityOf('replacement', 1, now, at('2027-06-20')).notAfter).toBe(at('2027-06-20'))
    expect(validityOf('replacement', 1, now, at('2026-11-25')).notAfter).toBe(at('2027-11-20'))
  })

  it('begins a little in the past, for clocks that are behind', () => {
    const { notBefore } = validityOf('issue', 1, now, null)
    expect(now - notBefore).toBe(60_000)
  })

  it('never ends before it begins, on any day', () => {
    const moment = fc.integer({ min: at('2020-01-01'), max: at('2060-01-01') })
    fc.assert(
      fc.property(moment, fc.option(moment), fc.constantFrom(...offers), (day, previous, { business }) => {
        const { notBefore, notAfter } = validityOf(business, 1, day, previous)
        return notAfter - notBefore > 29 * DAY && notAfter % 1000 === 0
      }),
    )
  })

  it('knows leap days', () => {
    expect(yearsLater(at('2028-02-29'), 1)).toBe(at('2029-02-28'))
    expect(yearsLater(at('2028-02-29'), 4)).toBe(at('2032-02-29'))
  })
})

describe('fees', () => {
  it('are what the offer says, multiplied by the years', () => {
    const renew = offers.find((one) => one.business === 'renew')
    if (renew === undefined) throw new Error('no renewal offered')
    expect(feesOf(renew, 3)).toEqual({
      items: [{ kind: 'certificate-service', unitFen: 10_000, quantity: 3 }],
      totalFen: 30_000,
    })
  })
})

describe('a PDF', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n'
  const pdf = `${body}trailer\n<<>>\nstartxref\n${body.indexOf('xref')}\n%%EOF\n`

  it('is recognised by header, end and cross-reference', () => {
    expect(isPdf(bytes(pdf))).toBe(true)
    expect(isPdf(bytes(pdf.replace('%PDF', '%PDX')))).toBe(false)
    expect(isPdf(bytes(pdf.replace('%%EOF', '')))).toBe(false)
    expect(isPdf(bytes(pdf.replace(/startxref\n\d+/, 'startxref\n9')))).toBe(false)
    expect(isPdf(bytes(`${pdf}<script>`))).toBe(false)
  })

  it('is never recognised in random bytes, and no bytes cause an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), (random) => !isPdf(random)))
  })
})

describe('what "the same body" means', () => {
  const token = { kind: 'ukey', vendor: 'virtual', serial: 'KEY-1' } as const
  const lost = {
    business: 'replacement',
    idempotencyKey: 'k',
    token,
    previousSerial: '41',
    application: { agreementAccepted: true, lossReason: 'lost' },
  } as const

  it('has not changed since version 0.1.0, which had other names for 换发 and 补办', () => {
    expect(bodyHash(lost)).toBe('7PisgRuDHiPYbYWizHsFK_xrp9cHfRZ0HctCQfTcghk')
    expect(bodyHash({ business: 'reissue', idempotencyKey: 'k', token })).toBe(
      'zmlzr6QV4dGIMy6Q_hv3uN9kjORCY3zvvsJ_1pH9SkM',
    )
  })

  it('does not depend on the order of fields, nor on the key', () => {
    const turned = { ...lost, application: { lossReason: 'lost', agreementAccepted: true } } as const
    expect(bodyHash({ ...turned, idempotencyKey: 'another' })).toBe(bodyHash(lost))
    expect(bodyHash({ ...lost, previousSerial: '42' })).not.toBe(bodyHash(lost))
  })
})
