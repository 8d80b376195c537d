import { describe, expect, it } from 'vitest'
import { Pin } from '../../../../src/native/index.ts'
import { emptyDossierForm } from '../../../../src/shared/identity/form.ts'
import type {
  RaAppeal,
  RaForeignEntity,
  RaPerson,
  RaRegistered,
} from '../../../../src/shared/ra-contract/index.ts'
import { scanned } from '../../../house/scans.ts'
import { calls, expiresAt, fail, session } from '../account/open-account.ts'
import { refused } from '../refused.ts'
import { at, key, openIdentity, raDossier, rules } from './open-identity.ts'

const place = { regionCode: '110101', province: '北京', address: '一号', postcode: '100000' }
const validity = { from: '2020-01-01', to: null }
const document = { kind: 'resident-id', number: '110101199001011237', validity } as const
const person: RaPerson = { name: '王芳', document, place }
const representative = { name: '王芳', nationality: 'CN', document }
const registered: RaRegistered = { entityType: 'enterprise', name: '公司', creditCode: '91', representative }
const entity: RaForeignEntity = {
  country: 'US',
  entityType: 'enterprise',
  name: '公司',
  englishName: 'A',
  representative,
}
const appeal: RaAppeal = { cause: 'other', name: '王芳', number: '1', text: '一' }
const sent = { masked: '138****0000', expiresAt, againAt: '2026-11-20T08:11:00.000Z' }
const view = { dossier: raDossier({ missing: [] }) }

type Dossiers = ReturnType<typeof openIdentity>['dossiers']
const steps: readonly (readonly [string, object, (dossiers: Dossiers) => Promise<unknown>])[] = [
  [
    `POST ${at('/proofs')}`,
    { channel: 'sms', code: '123456' },
    (all) => all.proveContact({ key, channel: 'sms', code: '123456' }),
  ],
  [`PUT ${at('/person')}`, { person }, (all) => all.putPerson({ key, person })],
  [`PUT ${at('/register')}`, { registered }, (all) => all.checkRegister({ key, registered })],
  [`PUT ${at('/entity')}`, { entity }, (all) => all.putEntity({ key, entity })],
  [`PUT ${at('/details')}`, { place }, (all) => all.putDetails({ key, place })],
  [`PUT ${at('/appeal')}`, { appeal }, (all) => all.putAppeal({ key, appeal })],
  [
    `PUT ${at('/handler')}`,
    { code: '123456', password: 'secret-9' },
    (all) => all.bindHandler({ key, code: '123456', password: new Pin('secret-9') }),
  ],
  [`PUT ${at('/handler')}`, { code: '123456' }, (all) => all.bindHandler({ key, code: '123456' })],
  [
    `POST ${at('/submission')}`,
    { agreementVersion: '1', password: 'secret-9' },
    (all) => all.submit({ key, agreementVersion: '1', password: new Pin('secret-9') }),
  ],
  [
    `POST ${at('/submission')}`,
    { agreementVersion: '1' },
    (all) => all.submit({ key, agreementVersion: '1' }),
  ],
]

describe('a step of a dossier', () => {
  it.each(steps)('is told to the authority by %s, which answers how it stands', async (call, body, step) => {
    const { begin, dossiers, asked, account } = openIdentity({ [call]: () => view })
    await expect(step(dossiers)).rejects.toEqual(refused('dossier-unknown'))
    await begin()
    expect(await step(dossiers)).toMatchObject({
      ...{ key, purpose: 'registration', kind: 'person', owner: null, form: emptyDossierForm },
      standing: { number: 'SF-1', state: 'open', missing: [] },
    })
    expect(asked.at(-1)).toEqual({ call, body, token: 'secret-1', clientId: account.deviceId() })
  })

  it('shows how it stands, and remembers that it is done', async () => {
    const { begin, dossiers, dossierBook, answers } = openIdentity()
    await begin()
    expect(await dossiers.dossier({ key })).toMatchObject({
      standing: { state: 'open', missing: ['phone'] },
    })
    expect(dossierBook.find(key)?.done).toBe(false)
    answers[`GET ${at()}`] = () => ({ dossier: raDossier({ state: 'done' }) })
    expect(await dossiers.dossier({ key })).toMatchObject({ standing: { state: 'done' } })
    expect(dossierBook.find(key)?.done).toBe(true)
    answers[`GET ${at()}`] = () => ({ dossier: raDossier({ id: 'dossier-0002' }) })
    await expect(dossiers.dossier({ key })).rejects.toEqual(refused('authority-answer-unreadable'))
  })

  it('has codes sent, and tells on the clock here when another may be', async () => {
    const [codes, handler] = [`POST ${at('/codes')}`, `POST ${at('/handler/codes')}`]
    const { begin, dossiers, asked } = openIdentity({ [codes]: () => sent, [handler]: () => sent })
    await begin()
    const told = { masked: '138****0000', againAt: '2026-11-20T08:01:00.000Z' }
    const contact = { channel: 'sms', address: '13911110021' } as const
    expect(await dossiers.sendCode({ key, contact })).toEqual(told)
    expect(asked.at(-1)).toMatchObject({ call: codes, body: { contact }, token: 'secret-1' })
    const asks = { how: 'registered', login: 'me' } as const
    expect(await dossiers.askHandler({ key, handler: asks })).toEqual(told)
    expect(asked.at(-1)).toMatchObject({ call: handler, body: { handler: asks }, token: 'secret-1' })
  })
})

describe('a file of a dossier', () => {
  const upload = `POST ${at('/uploads')}`
  const file = (base64: string) => ({ key, purpose: 'subject-proof', fileName: 'a.pdf', base64 }) as const
  const pdf = Buffer.from(scanned()).toString('base64')
  const uploads = [{ uploadId: 'upload-01', purpose: 'subject-proof', fileName: 'a.pdf', size: 9 }] as const

  it('is sent, and its pages are counted', async () => {
    const { begin, dossiers, asked, dossierBook } = openIdentity({
      [upload]: () => ({ uploadId: 'upload-01', dossier: raDossier({ uploads: [...uploads] }) }),
    })
    await begin()
    expect(await dossiers.upload(file(pdf))).toMatchObject({
      standing: { uploads: [{ purpose: 'subject-proof', fileName: 'a.pdf', size: 9, pages: 1 }] },
    })
    const body = { purpose: 'subject-proof', fileName: 'a.pdf', content: pdf }
    expect(asked.at(-1)).toMatchObject({ call: upload, body, token: 'secret-1' })
    expect(dossierBook.find(key)?.pages).toEqual({ 'subject-proof': 1 })
  })

  it('is none of a kind or a length that the authority does not take', async () => {
    const { begin, dossiers, asked, answers, dossierBook } = openIdentity()
    await begin()
    await expect(dossiers.upload(file('AAAA'))).rejects.toThrow()
    answers['GET /identity/rules'] = () => ({ ...rules, uploadPages: 0 })
    await expect(dossiers.upload(file(pdf))).rejects.toThrow()
    expect([asked.some(({ call }) => call === upload), dossierBook.find(key)?.pages]).toEqual([false, {}])
  })
})

describe('a dossier that is handed in', () => {
  const submission = `POST ${at('/submission')}`
  const done = { dossier: raDossier({ purpose: 'completion', state: 'done' }) }

  it('for an account shows what has become of it, if that can be asked', async () => {
    const { logIn, dossiers, asked, answers } = openIdentity({
      'POST /identity/dossiers': () => ({
        secret: 'secret-1',
        dossier: raDossier({ purpose: 'completion' }),
      }),
      ...{ [submission]: () => done, [calls.current]: () => session('one') },
    })
    await logIn('one')
    await dossiers.begin({ issuerId: 'demo', purpose: 'completion', kind: 'person' })
    await dossiers.submit({ key, agreementVersion: '1' })
    expect(asked.at(-1)).toMatchObject({ call: calls.current, token: 'token-one' })
    answers[calls.current] = fail('unexpected')
    expect(await dossiers.submit({ key, agreementVersion: '1' })).toMatchObject({
      standing: { state: 'done' },
    })
  })
})
