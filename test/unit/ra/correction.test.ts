import { describe, expect, it } from 'vitest'
import type { Request } from '../../../src/ra/records.ts'
import { Refusal } from '../../../src/ra/refusal.ts'
import { type Correction, correctRequest } from '../../../src/ra/rules/correction.ts'
import type { RaApplication, RaHandler } from '../../../src/shared/ra-contract/request.ts'

const handler: RaHandler = {
  ...{ idType: 'resident-id', idNumber: '110105198804120040', name: '王芳' },
  ...{ phone: '13800000002', email: 'w@example.cn', address: '北京' },
}
const recipient = { name: '王芳', phone: '13800000002', address: '北京' }

/** What a request that was sent back says after this correction, or why it is refused. */
const corrected = (application: Partial<RaApplication>, correction: Partial<Correction>) => {
  const request = {
    ...{
      id: 'request-1',
      accountId: 'account-1',
      state: 'awaiting-correction',
      publicKey: new Uint8Array(1),
    },
    ...{ review: 'correction', refusedReason: '不清晰', correctionFields: ['handler'], moments: [] },
    application: { agreementAccepted: true, ...application },
  } as unknown as Request
  const facts = { request, order: null, uploads: ['upload-1'] }
  const { answer } = correctRequest(facts, { requestId: 'request-1', at: 1, ...correction })
  return answer instanceof Refusal ? { code: answer.code, params: answer.params } : answer
}

describe('a correction', () => {
  it('changes what it names, leaves the rest, and goes before the operators again', () => {
    const before = { handler, recipient, invoice: { title: '示例公司' }, attachments: ['upload-0'] }
    const whole = corrected(before, { handler: { name: '王芬' }, recipient: { address: '上海' } })
    expect(whole).toMatchObject({
      ...{ state: 'awaiting-review', review: 'waiting', refusedReason: null, correctionFields: [] },
      application: {
        ...before,
        handler: { ...handler, name: '王芬' },
        recipient: { ...recipient, address: '上海' },
      },
    })
    expect(corrected(before, { attachments: ['upload-1'] })).toMatchObject({
      application: { ...before, attachments: ['upload-1'] },
    })
  })

  it.each(['idType', 'idNumber', 'name', 'phone'] as const)(
    'that makes a handler without %s is refused, so nobody certifies half a person',
    (missing) => {
      const { [missing]: _, ...given } = handler
      const refusal = { code: 'application-missing', params: { field: 'handler' } }
      expect(corrected({}, { handler: given })).toEqual(refusal)
      expect(corrected({ handler }, { handler: given })).toMatchObject({ application: { handler } })
    },
  )

  it.each(['name', 'phone', 'address'] as const)(
    'that makes a recipient without %s is refused, so no invoice is sent to nowhere',
    (missing) => {
      const { [missing]: _, ...given } = recipient
      const refusal = { code: 'application-missing', params: { field: 'recipient' } }
      expect(corrected({ handler }, { recipient: given })).toEqual(refusal)
      expect(corrected({ recipient }, { recipient: given })).toMatchObject({ application: { recipient } })
    },
  )

  it('needs no mail and no address of a handler', () => {
    const { email: _, address: __, ...least } = handler
    expect(corrected({}, { handler: least })).toMatchObject({ application: { handler: least } })
  })

  it('takes no document that its account has not sent', () => {
    const wrong = { attachments: ['upload-1', 'upload-of-another'] }
    expect(corrected({ handler }, wrong)).toMatchObject({ code: 'attachment-unknown' })
  })
})
