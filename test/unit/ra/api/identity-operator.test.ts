import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../../../src/ra/api/call.ts'
import { identityOperatorApi as operate } from '../../../../src/ra/api/identity-operator.ts'
import { whole } from '../rules/identity/given.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, refused } from './place.ts'

const placeOf = () => {
  const at = apiPlace()
  at.addOperator('token')
  return at
}
const entry = {
  ...{ creditCode: '91110108MA01DEM07K', name: '示例公司', entityType: 'enterprise' as const, agency: false },
  ...{ representativeName: '王芳', representativeNumber: '110105198804120040' },
}
const practitioner = { number: '110105198804120040', name: '王芳', agencyCode: '91110108MA01DEM07K' }
const notice = {
  ...{ occasion: 'move', kinds: ['person'] as ('person' | 'agency')[], preview: false, day: '2026-12-01' },
  ...{ assistantUrl: 'https://a.example', manualUrl: 'https://m.example' },
}
const reason = '材料不全'

describe('the identity desk', () => {
  it.each<[string, (context: Call) => Promise<unknown>]>([
    ['dossiers', (context) => call(operate.dossiers, {}, { context })],
    ['approveDossier', (context) => call(operate.approveDossier, { dossierId: 'dossier-1' }, { context })],
    [
      'refuseDossier',
      (context) => call(operate.refuseDossier, { dossierId: 'dossier-1', reason }, { context }),
    ],
    ['importRegister', (context) => call(operate.importRegister, { entries: [entry] }, { context })],
    [
      'importPractitioners',
      (context) => call(operate.importPractitioners, { practitioners: [practitioner] }, { context }),
    ],
    ['register', (context) => call(operate.register, {}, { context })],
    ['practitioners', (context) => call(operate.practitioners, {}, { context })],
    ['legacyAccounts', (context) => call(operate.legacyAccounts, { which: 'all' }, { context })],
    ['nameLegacy', (context) => call(operate.nameLegacy, { login: 'l' }, { context })],
    ['sendNotice', (context) => call(operate.sendNotice, notice, { context })],
  ])('is open to operators alone: %s', async (_, asked) => {
    expect(await refused(asked(placeOf().call()))).toEqual(['session-missing', {}])
    expect(await refused(asked(placeOf().call('other')))).toEqual(['session-ended', {}])
  })

  it('lists dossiers by state and purpose', async () => {
    const at = placeOf()
    at.insert('dossiers', { id: 'dossier-1', number: 'SF-1', expires_at: now + 1 })
    at.insert('dossiers', {
      id: 'dossier-2',
      number: 'SF-2',
      purpose: 'appeal',
      state: 'awaiting-review',
      expires_at: now + 1,
    })
    const list = async (input: { state?: 'awaiting-review'; purpose?: 'registration'; text?: string }) =>
      JSON.stringify(await call(operate.dossiers, input, { context: at.call('token') })).match(/SF-\d/g)
    expect(await list({})).toEqual(['SF-2', 'SF-1'])
    expect(await list({ state: 'awaiting-review' })).toEqual(['SF-2'])
    expect(await list({ purpose: 'registration' })).toEqual(['SF-1'])
    expect(await list({ text: 'SF-1' })).toEqual(['SF-1'])
  })

  it('imports registers under the name of the operator, and lists them', async () => {
    const at = placeOf()
    const context = at.call('token')
    const one = { added: 1, changed: 0, same: 0 }
    expect(await call(operate.importRegister, { entries: [entry] }, { context })).toEqual(one)
    expect(await call(operate.importPractitioners, { practitioners: [practitioner] }, { context })).toEqual(
      one,
    )
    expect(at.rows('SELECT actor, at FROM audit')).toEqual(Array(2).fill({ actor: 'operator wang', at: now }))
    expect(await call(operate.register, {}, { context })).toEqual({ entries: [entry], next: null })
    expect(await call(operate.practitioners, { text: ' 王 ' }, { context })).toEqual({
      ...{ practitioners: [practitioner], next: null },
    })
    expect(await call(operate.practitioners, { text: '李' }, { context })).toMatchObject({
      practitioners: [],
    })
  })

  it('lists old logins and names one', async () => {
    const at = placeOf()
    at.insert('accounts', { id: 'a', complete: 0, phone: '138', email: 'e@x' })
    for (const [login, account_id] of [
      ['old-1', 'a'],
      ['old-2', 'b'],
    ] as const)
      at.insert('legacy_logins', { login, account_id, holder: 'h' })
    const context = at.call('token')
    expect(await call(operate.nameLegacy, { login: 'old-1' }, { context })).toEqual({
      others: ['old-2'],
      messages: 2,
    })
    expect(new Set(at.rows('SELECT id FROM outbox').map(({ id }) => id)).size).toBe(2)
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】')
    expect(at.rows('SELECT actor FROM audit')).toEqual([{ actor: 'operator wang' }])
    const { accounts } = await call(operate.legacyAccounts, { which: 'several' }, { context })
    expect(accounts).toHaveLength(1)
  })
})

describe('a dossier that is decided', () => {
  const waiting = () => {
    const at = placeOf()
    const given = JSON.stringify(whole.appeal.given)
    at.insert('dossiers', {
      id: 'dossier-1',
      purpose: 'appeal',
      state: 'awaiting-review',
      given,
      expires_at: now + 1,
    })
    at.addAccount({ kind: 'legal-entity' })
    return at
  }
  const row = ({ rows }: ReturnType<typeof placeOf>) =>
    rows('SELECT state, reason, steps, decided_by FROM dossiers')

  it.each([
    ['已换', '已换'],
    [undefined, null],
  ])('is approved with the answer %s', async (answer, kept) => {
    const at = waiting()
    const input = { dossierId: 'dossier-1', ...(answer === undefined ? {} : { answer }) }
    const { file } = await call(operate.approveDossier, input, { context: at.call('token') })
    expect(row(at)).toEqual([{ state: 'done', reason: kept, steps: '', decided_by: 'wang' }])
    expect(JSON.stringify(file)).toContain('"state":"done"')
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】')
  })

  it('is refused or sent back with a reason', async () => {
    const refusing = waiting()
    await call(operate.refuseDossier, { dossierId: 'dossier-1', reason }, { context: refusing.call('token') })
    expect(row(refusing)).toEqual([{ state: 'refused', reason, steps: '', decided_by: 'wang' }])
    const at = waiting()
    const input = { dossierId: 'dossier-1', reason, steps: ['appeal', 'uploads'] as ('appeal' | 'uploads')[] }
    await call(operate.correctDossier, input, { context: at.call('token') })
    expect(row(at)).toEqual([
      { state: 'awaiting-correction', reason, steps: 'appeal uploads', decided_by: 'wang' },
    ])
  })
})

describe('a notice', () => {
  const people = (many: number) => {
    const at = placeOf()
    for (let n = 0; n < many; n++)
      at.insert('accounts', { email: `${n}@x`, created_at: n, applicant_name: `name ${n}` })
    at.insert('accounts', { email: null })
    const send = (preview: boolean) =>
      call(operate.sendNotice, { ...notice, preview }, { context: at.call('token') })
    return { at, send }
  }

  it('is shown first, and sent to nobody', async () => {
    const { at, send } = people(3)
    const shown = await send(true)
    expect(shown).toMatchObject({
      accounts: 3,
      withoutMail: 1,
      sentBefore: 0,
      at: new Date(now).toISOString(),
    })
    expect(shown.example).toContain('申请人名称：name 0')
    expect(at.rows('SELECT 1 FROM outbox')).toEqual([])
  })

  it.each([0, 1, 199, 200, 201])('is sent to all %i, once', async (many) => {
    const { at, send } = people(many)
    expect(await send(false)).toMatchObject({ accounts: many, withoutMail: 1, sentBefore: 0 })
    expect(await send(false)).toMatchObject({ accounts: 0, sentBefore: many, example: null })
    expect(at.rows('SELECT 1 FROM outbox')).toHaveLength(many)
  })
})
