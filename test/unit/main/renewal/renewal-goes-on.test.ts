import { describe, expect, it } from 'vitest'
import { emptyForm } from '../../../../src/shared/renewal/form.ts'
import { scanned } from '../../../house/scans.ts'
import { renewingAt, scan } from './renewing-at.ts'

describe('a scan of the form', () => {
  it('is handed to the authority under a name that it takes', async () => {
    const { service, log } = renewingAt()
    const bytes = Buffer.from(scanned())
    const upload = (fileName: string) =>
      service.upload({ issuerId: 'demo', fileName, base64: bytes.toString('base64') })
    expect(await upload('扫描\u200b.pdf')).toMatchObject({
      ...{ fileName: '扫描\u200b.pdf', size: bytes.length, uploadId: 'upload-9' },
    })
    await upload(' \u0000 ')
    await upload(`${'长'.repeat(201)}`)
    const content = bytes.toString('base64')
    expect(log).toEqual(['扫描.pdf', 'scan.pdf', '长'.repeat(200)].map((fileName) => ({ fileName, content })))
  })

  it('is refused before anybody gets it', async () => {
    const { service, log } = renewingAt()
    await expect(service.upload({ issuerId: 'demo', fileName: 'a', base64: 'AAAA' })).rejects.toMatchObject({
      code: 'scan-not-pdf',
    })
    expect(log).toEqual([])
  })
})

describe('a 续期 that was begun', () => {
  it('tells its progress by its request alone', async () => {
    const { service, log } = renewingAt()
    expect(await service.progress('one')).toEqual({
      ...{ orderNumber: null, moments: ['recorded'], awaited: 'paid', reason: null, refund: null },
    })
    expect(log).toEqual([{ spokeAs: 'the request', get: { requestId: 'request-1' } }])
    const whole = { order: { number: 'N1', refund: { state: 'done' } }, review: { reason: '不清楚' } }
    expect(await renewingAt({}, { request: whole }).service.progress('one')).toMatchObject({
      ...{ orderNumber: 'N1', reason: '不清楚', refund: { state: 'done' } },
    })
  })

  it('shows its application to the person who began it', async () => {
    expect(await renewingAt().service.application('one')).toEqual({
      ...{ spokeAs: 'the person', requestId: 'request-1' },
    })
  })

  it('is corrected and goes on', async () => {
    const { service, log } = renewingAt()
    await service.correct({ transactionId: 'one', attachment: scan })
    expect(log).toEqual([
      { spokeAs: 'the person', correction: { requestId: 'request-1', attachments: ['upload-1'] } },
      'resume one',
    ])
    log.length = 0
    await service.correct({ transactionId: 'one', recipient: { ...emptyForm.recipient, name: '王芳' } })
    expect(log[0]).toEqual({
      ...{ spokeAs: 'the person', correction: { requestId: 'request-1', recipient: { name: '王芳' } } },
    })
  })

  it('must be known', async () => {
    const { service } = renewingAt()
    const unknown = { code: 'transaction-unknown' }
    await expect(service.progress('two')).rejects.toMatchObject(unknown)
    await expect(service.application('two')).rejects.toMatchObject(unknown)
    await expect(service.correct({ transactionId: 'two' })).rejects.toMatchObject(unknown)
  })
})
