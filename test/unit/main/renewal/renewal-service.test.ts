import { describe, expect, it } from 'vitest'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import { viewOf } from '../../../../src/main/transactions/view.ts'
import { businesses, renewing } from '../transactions/businesses-of.ts'
import { filled, quoted, renewingAt, scan, which, wishFor } from './renewing-at.ts'

describe('a quote for a 续期', () => {
  const { minClientVersion: _, ...shown } = quoted

  it('is what the authority says', async () => {
    expect(await renewingAt().service.quote(which)).toEqual({ ...shown, olderThan: null })
  })

  it('means new keys if an authority of an older version says nothing of keys', async () => {
    expect(await renewingAt({ keys: undefined }).service.quote(which)).toMatchObject({ keys: 'new' })
    expect(await renewingAt({ keys: 'same' }).service.quote(which)).toMatchObject({ keys: 'same' })
  })

  it('names the highest version that somebody asks for and this one is not', async () => {
    const olderThan = async (wanted: string | null, needed: string | null) =>
      (await renewingAt({ minClientVersion: wanted }, { neededVersion: () => needed }).service.quote(which))
        .olderThan
    expect([
      await olderThan('1.2.0', null),
      await olderThan('1.3.0', null),
      await olderThan('1.3.0', '1.4.0'),
    ]).toEqual([null, '1.3.0', '1.4.0'])
  })

  it('is not believed if it is for another certificate', async () => {
    await expect(renewingAt({ serial: 'CD34' }).service.quote(which)).rejects.toMatchObject({
      code: 'authority-answer-unreadable',
    })
  })

  it('names the business of this computer that renews it already', async () => {
    const standing = { may: 'unfinished', requestId: 'request-1', orderNumber: 'N1' }
    const progress = progressOf([renewing('new')], businesses())
    if (!progress) throw new Error('no progress')
    const view = viewOf('one', progress, {
      ...{ running: false, pinAtHand: false, error: null, wait: null },
      ...{ tokenPresent: true, pairId: null },
    })
    const found = async (views: readonly (typeof view)[]) =>
      (await renewingAt({ standing }, { views: () => views }).service.quote(which)).standing
    const unfinished = { may: 'unfinished', orderNumber: 'N1' }
    expect(await found([view])).toEqual({ ...unfinished, transactionId: 'one' })
    expect(await found([])).toEqual({ ...unfinished, transactionId: null })
  })
})

describe('a 续期 that begins', () => {
  it('keeps its application first and names what the person saw', async () => {
    const { service, log } = renewingAt()
    const wish = wishFor()
    expect(await service.start(wish)).toEqual({ transactionId: 'one' })
    expect(log).toEqual([
      { saved: { ...which, holder: '张三', form: filled, moment: 'confirm' } },
      {
        ...{ issuerId: 'demo', target: wish.target, pin: wish.pin, tries: 'careful' },
        business: {
          ...{ kind: 'renew', previousSerial: 'AB12', termYears: 2, agreementVersion: '2026-01' },
          ...{ expectedTotalFen: 18_000, keys: 'new', expectedNotAfter: '2028-12-01T00:00:00.000Z' },
        },
      },
    ])
  })

  it('may keep its keys, and needs a form when the certificate has ended', async () => {
    const holding = { kind: 'holding', tokenId: 'token-1' } as const
    const same = renewingAt({ keys: 'same' })
    await same.service.start(wishFor({ target: holding }))
    expect(same.log.at(-1)).toMatchObject({ target: holding, business: { keys: 'same' } })
    const late = renewingAt({ standing: { may: 'with-form', until: '2027-01-01T00:00:00.000Z' } })
    await late.service.start(wishFor({ form: { ...filled, attachment: scan } }))
    expect(late.log).toHaveLength(2)
  })

  const date = '2026-10-01T12:00:00.000Z'
  it.each([
    ['renewal-too-early', { from: '2026-10-01' }, { may: 'too-early', from: date }],
    ['renewal-too-late', { since: '2026-10-01' }, { may: 'too-late', since: date }],
    ['renewal-unfinished', { orderNumber: 'N1' }, { may: 'unfinished', requestId: 'r', orderNumber: 'N1' }],
    ['renewal-unfinished', { orderNumber: '–' }, { may: 'unfinished', requestId: 'r', orderNumber: null }],
    ['certificate-not-in-force', {}, { may: 'no', because: 'revoked' }],
    ['input-invalid', {}, { may: 'with-form', until: date }],
  ])('is refused with %s %j where it stands so', async (code, params, standing) => {
    const { service, log } = renewingAt({ standing })
    await expect(service.start(wishFor())).rejects.toMatchObject({ code, params })
    expect(log).toEqual([])
  })

  it.each([
    ['input-invalid', { minClientVersion: '1.3.0' }, {}],
    ['agreement-changed', { agreementVersion: '2026-02' }, {}],
    ['renewal-keys-changed', { keys: 'same' }, {}],
    ['renewal-keys-changed', {}, { target: { kind: 'holding', tokenId: 'token-1' } }],
    ['price-changed', {}, { expectedTotalFen: 10_000 }],
    ['input-invalid', {}, { form: { ...filled, termYears: 3 } }],
    ['input-invalid', {}, { form: { ...filled, handler: { ...filled.handler, name: '' } } }],
    ['input-invalid', {}, { form: { ...filled, recipient: { ...filled.recipient, phone: '1' } } }],
    ['input-invalid', {}, { form: { ...filled, invoice: { title: '', taxNumber: '1' } } }],
    ['input-invalid', {}, { form: { ...filled, handler: { ...filled.handler, idNumber: '' } } }],
  ] as const)('is refused with %s if something changed: %j %j', async (code, quote, wish) => {
    const { service, log } = renewingAt(quote)
    await expect(service.start(wishFor(wish))).rejects.toMatchObject({ code })
    expect(log).toEqual([])
  })

  it('may leave the number out that is kept', async () => {
    const { service, log } = renewingAt({}, { kept: filled })
    await service.start(wishFor({ form: { ...filled, handler: { ...filled.handler, idNumber: '' } } }))
    expect(log).toHaveLength(2)
  })
})

describe('the form of a 续期', () => {
  const exported = async (idNumber: string, kept?: typeof filled) => {
    const { service, log } = renewingAt({}, kept ? { kept } : {})
    const form = { ...filled, handler: { ...filled.handler, idNumber } }
    const file = await service.exportForm({ ...which, holder: '张三', form })
    expect(file).toEqual({ fileName: 'form.pdf', base64: 'AA==' })
    return log[0]
  }

  it('is written with its quote, and with the number that is kept if none was typed', async () => {
    const number = (idNumber: string) => ({ form: { handler: { idNumber } }, quote: { serial: 'AB12' } })
    expect(await exported('1')).toMatchObject({ ...which, holder: '张三', ...number('1') })
    expect(await exported(' ', filled)).toMatchObject(number(filled.handler.idNumber))
    expect(await exported('1', filled)).toMatchObject(number('1'))
    expect(await exported('', undefined)).toMatchObject(number(''))
  })

  it('has an agreement of the authority', async () => {
    expect(await renewingAt().service.agreement('demo')).toEqual({ version: '2026-01', text: '协议' })
  })
})
