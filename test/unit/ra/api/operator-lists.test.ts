import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { operatorApi } from '../../../../src/ra/api/operator.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, ca, refused } from './place.ts'

const placeOf = () => {
  const at = apiPlace()
  at.addAccount()
  at.addOperator('token')
  return at
}

describe('the lists of an operator', () => {
  it('are searched without spaces around, and go on', async () => {
    const at = placeOf()
    for (let n = 0; n < 50; n++) at.insert('accounts', { user_name: `user-${n}` })
    const list = (input: { text?: string; after?: string }) =>
      call(operatorApi.accounts, input, { context: at.call('token') })
    const first = await list({})
    expect([first.accounts.length, first.next]).toEqual([50, '2'])
    expect((await list({ after: '2' })).accounts.map(({ userName }) => userName)).toEqual(['demo'])
    expect((await list({ text: '  demo ' })).accounts).toHaveLength(1)
  })

  it('have requests with names and applications', async () => {
    const at = placeOf()
    const application = '{"agreementAccepted":true}'
    at.insert('requests', { id: 'request-1', account_id: 'account-1', state: 'awaiting-review', application })
    at.insert('requests', { id: 'request-2', account_id: 'gone', state: 'ready' })
    const list = async (state?: 'ready' | 'awaiting-review') =>
      (await call(operatorApi.requests, state === undefined ? {} : { state }, { context: at.call('token') }))
        .requests
    expect((await list()).map(({ request, accountName }) => [request.id, accountName])).toEqual([
      ['request-2', ''],
      ['request-1', '示例公司'],
    ])
    expect(await list('awaiting-review')).toMatchObject([{ application: { agreementAccepted: true } }])
  })

  it('have messages with their time', async () => {
    const at = placeOf()
    at.insert('outbox', { id: 'm', text: 'x', recipient: 't', created_at: now })
    const { messages } = await call(operatorApi.outbox, {}, { context: at.call('token') })
    expect(messages).toEqual([
      { id: 'm', channel: 'sms', to: 't', text: 'x', createdAt: new Date(now).toISOString() },
    ])
  })

  it('have certificates by their status', async () => {
    const at = placeOf()
    const der = ca.issuing.der
    at.insert('certificates', {
      serial: 'AA',
      account_id: 'account-1',
      status: 'active',
      not_after: now,
      der,
    })
    at.insert('certificates', {
      serial: 'BB',
      account_id: 'account-1',
      status: 'revoked',
      not_after: now + 1,
      der,
    })
    const list = async (status?: 'expired' | 'revoked') =>
      (
        await call(operatorApi.certificates, status === undefined ? {} : { status }, {
          context: at.call('token'),
        })
      ).certificates.map(({ certificate, accountName }) => [certificate.serial, accountName])
    expect(await list()).toEqual([
      ['BB', '示例公司'],
      ['AA', '示例公司'],
    ])
    expect([await list('expired'), await list('revoked')]).toEqual([
      [['AA', '示例公司']],
      [['BB', '示例公司']],
    ])
  })

  it('have the documents of requests and of dossiers', async () => {
    const at = placeOf()
    at.insert('uploads', { id: 'upload-1', name: 'a.pdf', content: Uint8Array.of(1) })
    at.insert('dossier_uploads', { id: 'upload-2', name: 'b.pdf', content: Uint8Array.of(2) })
    const read = (uploadId: string) =>
      call(operatorApi.attachment, { uploadId }, { context: at.call('token') })
    expect(await read('upload-1')).toEqual({ fileName: 'a.pdf', content: 'AQ==' })
    expect(await read('upload-2')).toEqual({ fileName: 'b.pdf', content: 'Ag==' })
    expect(await refused(read('upload-3'))).toEqual(['not-found', {}])
  })
})
