import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { dossierSecret } from '../../../../src/ra/api/call.ts'
import { dossiersApi, identityRulesApi } from '../../../../src/ra/api/dossiers.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import { demoIdentityAgreement } from '../../../../src/ra/rules/identity/terms.ts'
import { person, place, registered, whole } from '../rules/identity/given.ts'
import { now } from '../rules/samples.ts'
import { dossierId, given, placeOf } from './dossier-place.ts'
import { apiPlace, refused } from './place.ts'

describe('the rules of identity', () => {
  it('are told to everybody', async () => {
    expect(await call(identityRulesApi, {}, { context: apiPlace().call() })).toMatchObject({
      ...{
        agreement: { version: demoIdentityAgreement.version },
        adultAge: 18,
        uploadPages: expect.any(Number),
      },
      ...{
        legacyEnd: '2025-07-31T16:00:00.000Z',
        appealCauses: ['verification', 'phone-lost', 'taken', 'other'],
      },
    })
  })
})

describe('a dossier that is opened', () => {
  const captcha = { captchaId: 'a-captcha-id', captchaAnswer: 'AB12' }

  it.each(['registration', 'appeal'] as const)('for a %s needs a captcha and no session', async (purpose) => {
    const at = apiPlace()
    const input = { purpose, kind: 'person', clientId: 'client-of-the-applicant', ...captcha } as const
    const { secret, dossier } = await call(dossiersApi.open, input, { context: at.call() })
    expect(at.passed).toEqual(['logins 192.0.2.1', 'captcha a-captcha-id AB12'])
    expect(secret).toBe(dossierSecret(at.services, dossier.id))
    expect(at.rows('SELECT account_id, client_hash, purpose FROM dossiers')).toEqual([
      { account_id: null, client_hash: secretHash('client-of-the-applicant'), purpose },
    ])
    expect(at.rows('SELECT number FROM dossiers')[0]?.number).toMatch(/^SF-20261120-\d{8}$/)
    for (const part of [{}, { captchaId: captcha.captchaId }, { captchaAnswer: 'AB12' }])
      expect(
        await refused(call(dossiersApi.open, { purpose, kind: 'person', ...part }, { context: at.call() })),
      ).toEqual([...['captcha-wrong', {}]])
  })

  it('for an account needs its owner', async () => {
    const at = apiPlace()
    at.addAccount({ complete: false })
    at.addSession('own')
    at.addSession('handled', { handler_id: 'p' })
    const open = (bearer: string | null, more = {}) =>
      call(dossiersApi.open, { purpose: 'completion', kind: 'entity', ...more }, { context: at.call(bearer) })
    expect(await refused(open(null))).toEqual(['session-missing', {}])
    expect(await refused(open('handled'))).toEqual(['account-owner-wanted', {}])
    const { dossier } = await open('own', captcha)
    expect(at.passed.at(-1)).toBe('captcha a-captcha-id AB12')
    expect(at.rows('SELECT id, account_id, client_hash FROM dossiers')).toEqual([
      { id: dossier.id, account_id: 'account-1', client_hash: null },
    ])
  })
})

describe('a dossier', () => {
  it('is read and given up by whoever opened it', async () => {
    const at = placeOf({ phone: '13800000001' })
    expect((await call(dossiersApi.get, { dossierId }, { context: at.own })).dossier).toMatchObject({
      number: 'SF-1',
    })
    for (const context of [at.call(), at.call('x')]) {
      expect(await refused(call(dossiersApi.get, { dossierId }, { context }))).toEqual([
        'dossier-unknown',
        {},
      ])
      expect(await refused(call(dossiersApi.abandon, { dossierId }, { context }))).toEqual([
        'dossier-unknown',
        {},
      ])
    }
    expect(await call(dossiersApi.abandon, { dossierId }, { context: at.own })).toEqual({})
    expect(at.rows('SELECT state FROM dossiers')).toEqual([{ state: 'expired' }])
  })

  it('takes its parts', async () => {
    const personal = placeOf()
    await call(dossiersApi.putPerson, { dossierId, person }, { context: personal.own })
    expect(await given(personal)).toEqual({ person })
    const foreign = placeOf({}, { kind: 'entity-without-code' })
    const { entity } = whole.foreign.given
    await call(dossiersApi.putEntity, { dossierId, entity }, { context: foreign.own })
    await call(dossiersApi.putDetails, { dossierId, place }, { context: foreign.own })
    expect(await given(foreign)).toEqual({ entity, place })
    const appealing = placeOf({}, { purpose: 'appeal' })
    const { appeal } = whole.appeal.given
    await call(dossiersApi.putAppeal, { dossierId, appeal }, { context: appealing.own })
    expect(await given(appealing)).toEqual({ appeal })
    const other = call(dossiersApi.putPerson, { dossierId, person }, { context: personal.call('x') })
    expect(await refused(other)).toEqual(['dossier-unknown', {}])
  })

  it('is compared with the register, whose tries are counted under the plain code', async () => {
    const at = placeOf({}, { kind: 'entity' })
    const input = { dossierId, registered: { ...registered, creditCode: '91110108ma01dem07k ' } }
    const wrong = call(dossiersApi.checkRegister, input, { context: at.own })
    expect(await refused(wrong)).toEqual(['register-differs', { triesLeft: 4 }])
    expect(at.rows('SELECT name FROM attempts ORDER BY name').map(({ name }) => name)).toEqual([
      ...['["register 91110108MA01DEM07K","192.0.2.1"]', '["register 91110108MA01DEM07K"]'],
    ])
    expect(at.passed).toEqual(['logins 192.0.2.1'])
  })

  it('takes documents', async () => {
    const at = placeOf({}, { purpose: 'appeal' })
    const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n'
    const content = Buffer.from(`${body}startxref\n${body.indexOf('xref')}\n%%EOF\n`)
    const input = {
      dossierId,
      purpose: 'appeal',
      fileName: 'a.pdf',
      content: content.toString('base64'),
    } as const
    const { uploadId } = await call(dossiersApi.upload, input, { context: at.own })
    expect(await at.store.dossierUpload(uploadId)).toEqual({
      name: 'a.pdf',
      content: Uint8Array.from(content),
    })
    expect(at.rows('SELECT size, network, uploaded_at FROM dossier_uploads')).toEqual([
      { size: content.length, network: '192.0.2.1', uploaded_at: now },
    ])
    expect(at.passed).toEqual(['uploads 192.0.2.1'])
  })
})
