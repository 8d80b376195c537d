import { describe, expect, it } from 'vitest'
import {
  type Dossier,
  missingSteps,
  stateAt,
  stepRefusal,
  withGiven,
  withoutSecrets,
} from '../../../../../src/ra/rules/identity/dossier.ts'
import { bindHandler, handlerRefusal } from '../../../../../src/ra/rules/identity/handler.ts'
import {
  type LegacyLinkFacts,
  linkLegacy,
  namedRefusal,
} from '../../../../../src/ra/rules/identity/legacy.ts'
import { nameLegacy, sendNotice } from '../../../../../src/ra/rules/identity/notice.ts'
import { addDossierUpload } from '../../../../../src/ra/rules/identity/uploads.ts'
import type { RaPerson } from '../../../../../src/shared/ra-contract/identity-values.ts'
import { account, attempts, now, outcome, told, written } from '../samples.ts'
import { dossier } from './samples.ts'

const person: RaPerson = {
  name: '王芳',
  document: {
    ...{ kind: 'resident-id', number: '110105198804120040' },
    validity: { from: '2020-01-01', to: null },
  },
  place: { regionCode: '110105', province: '北京市', address: '示例路 1 号', postcode: '100000' },
}
const foreign: Dossier = { ...dossier, kind: 'entity-without-code' }
const upload = (purpose: 'handler-proof' | 'subject-proof', digest: string) => {
  return { id: `upload-${purpose}`, dossierId: 'dossier-1', purpose, name: 'a.pdf', size: 1, digest }
}
const both = [upload('handler-proof', 'a'), upload('subject-proof', 'b')]

describe('a dossier', () => {
  it('lacks what was not given, and what was sent back', () => {
    expect(missingSteps(dossier, [])).toEqual(['person', 'phone', 'email'])
    const given = { ...dossier, given: { person, phone: '1' } }
    expect(missingSteps(given, [])).toEqual(['email'])
    expect(missingSteps({ ...given, steps: ['phone'] }, [])).toEqual(['phone', 'email'])
    expect(missingSteps({ ...dossier, kind: 'agency' }, [])).toEqual([
      'register',
      'details',
      'phone',
      'email',
      'handler',
    ])
  })

  it('of an entity without code needs both proofs, an appeal its own', () => {
    expect(missingSteps(foreign, both.slice(1))).toContain('uploads')
    expect(missingSteps(foreign, both)).toEqual(['entity', 'details', 'phone', 'email', 'handler'])
    const appeal = { ...dossier, purpose: 'appeal' } as const
    expect(missingSteps(appeal, both)).toEqual(['appeal', 'phone', 'uploads'])
    const own = { ...upload('handler-proof', 'c'), purpose: 'appeal' } as const
    expect(missingSteps(appeal, [own])).toEqual(['appeal', 'phone'])
  })

  it.each([
    ['open', 'expired'],
    ['awaiting-correction', 'expired'],
    ['awaiting-review', 'awaiting-review'],
    ['done', 'done'],
    ['refused', 'refused'],
  ] as const)('that is %s is %s when its time is over', (state, late) => {
    const one = { ...dossier, state }
    expect(stateAt({ ...one, expiresAt: now + 1 }, now)).toBe(state)
    expect(stateAt({ ...one, expiresAt: now }, now)).toBe(late)
    const closed = { code: 'dossier-closed', state: late }
    expect(told(stepRefusal({ ...one, expiresAt: now }, 'phone', now))).toEqual(closed)
    const open = state === 'open' || state === 'awaiting-correction'
    expect(told(stepRefusal(one, 'phone', now))).toEqual(open ? null : { code: 'dossier-closed', state })
  })

  it('takes only the parts that it has', () => {
    expect(told(stepRefusal(dossier, 'uploads', now))).toEqual({
      code: 'dossier-step-unfit',
      step: 'uploads',
    })
    expect(told(stepRefusal(null, 'phone', now))).toEqual({ code: 'dossier-unknown' })
  })

  it('keeps what was given before, and has that part no longer to correct', () => {
    const sentBack: Dossier = { ...dossier, given: { email: 'a' }, steps: ['phone', 'email'] }
    expect(withGiven(sentBack, { phone: '1' }, 'phone')).toEqual({
      ...{ ...sentBack, given: { email: 'a', phone: '1' }, steps: ['email'] },
    })
    expect(withGiven(sentBack, {}, null).steps).toEqual(['phone', 'email'])
  })

  it('keeps no password when it is over', () => {
    const handler = { how: 'new', phone: '1', person, passwordHash: 'h' } as const
    expect(withoutSecrets({ phone: '1', passwordHash: 'p', asked: {}, handler })).toEqual({
      ...{ phone: '1', handler: { ...handler, passwordHash: null } },
    })
    const registered = { how: 'registered', personId: 'p', name: 'n', phone: '1' } as const
    expect(withoutSecrets({ handler: registered })).toEqual({ handler: registered })
  })
})

describe('a handler of an agency', () => {
  const line = { name: '王 芳', number: '110105198804120040', agencyCode: '91110108MA01DEM07K' }
  const own = { id: 'account-1', applicantName: '示例代理' }
  const refusal = (
    agencies: (typeof own)[],
    practitioner: typeof line | null,
    kind: Dossier['kind'] = 'agency',
  ) => told(handlerRefusal({ kind, accountId: 'account-1' }, '王芳', { agencies, practitioner }))

  it('is on its list, and the handler of no other', () => {
    expect(refusal([own], line)).toBeNull()
    expect(refusal([own], null)).toEqual({ code: 'handler-not-practitioner' })
    expect(refusal([], { ...line, name: '王方' })).toEqual({ code: 'handler-not-practitioner' })
    const elsewhere = { code: 'handler-elsewhere', agency: '其***' }
    expect(refusal([own, { id: 'account-2', applicantName: '其他代理' }], line)).toEqual(elsewhere)
    expect(refusal([{ id: 'account-2', applicantName: '其他代理' }], null, 'entity')).toBeNull()
  })

  const code = {
    ...{ id: 'code-1', purpose: 'identity' as const, subject: 's', codeHash: 'right', triesLeft: 5 },
    ...{ sentAt: now, expiresAt: now + 1 },
  }
  const entity: Dossier = { ...dossier, kind: 'entity' }
  const holder = { ...account, id: 'person-1', kind: 'person', applicantName: '王芳' } as const
  const asked = (handler: NonNullable<Dossier['given']['asked']>['handler']): Dossier => ({
    ...entity,
    given: { asked: { handler } },
  })
  const facts = {
    ...{ dossier: asked({ how: 'registered', personId: 'person-1' }), code, person: holder, agencies: [] },
    ...{ practitioner: null, byNumber: null, byPhone: null, taken: attempts(0) },
  }
  const binding = { dossierId: 'dossier-1', codeHash: 'right', fresh: null, now }
  const fresh = { person, passwordHash: 'h' }
  const anew = { ...facts, dossier: asked({ how: 'new', phone: '13800000003' }) }

  it('agrees with the code that he was sent', () => {
    const bound = bindHandler(facts, binding)
    expect(written(bound)).toEqual(['remove-code', 'put-dossier'])
    expect(outcome(bound)).toMatchObject({
      given: { handler: { how: 'registered', personId: 'person-1', name: '王芳', phone: '13800000002' } },
    })
    const stale = { code: 'identity-code-stale' }
    expect(outcome(bindHandler({ ...facts, dossier: entity }, binding))).toEqual(stale)
    expect(outcome(bindHandler({ ...facts, person: null }, binding))).toEqual(stale)
    expect(outcome(bindHandler({ ...facts, person: { ...holder, id: 'person-2' } }, binding))).toEqual(stale)
    expect(outcome(bindHandler({ ...facts, dossier: null }, binding))).toEqual({ code: 'dossier-unknown' })
    const wrong = bindHandler(facts, { ...binding, codeHash: 'wrong' })
    expect([outcome(wrong), written(wrong)]).toEqual([
      { code: 'identity-code-wrong', triesLeft: 4 },
      ['code-tries'],
    ])
  })

  it('who is new tells who he is, before his code is used up', () => {
    const bound = bindHandler(anew, { ...binding, fresh })
    const given = { how: 'new', phone: '13800000003', person, passwordHash: 'h' }
    expect(outcome(bound)).toMatchObject({ given: { handler: given } })
    const nobody = bindHandler(anew, binding)
    expect([outcome(nobody), written(nobody)]).toEqual([{ code: 'application-missing', field: 'person' }, []])
    const bad = { ...person, name: '123' }
    expect(outcome(bindHandler(anew, { ...binding, fresh: { ...fresh, person: bad } }))).toEqual({
      ...{ code: 'name-unfit', field: 'person.name' },
    })
    const known = bindHandler({ ...anew, byPhone: holder }, { ...binding, fresh })
    expect([outcome(known), written(known)]).toMatchObject([
      { code: 'identity-exists', login: 'phone' },
      ['remove-code', 'put-tries'],
    ])
    expect(outcome(bindHandler({ ...facts, byPhone: holder }, binding))).toMatchObject({ id: 'dossier-1' })
  })

  it('who is unfit has used his code up', () => {
    const agency = { ...facts, dossier: { ...facts.dossier, kind: 'agency' as const } }
    const unfit = bindHandler(agency, binding)
    expect([outcome(unfit), written(unfit)]).toEqual([{ code: 'handler-not-practitioner' }, ['remove-code']])
  })
})

describe('an old login', () => {
  const legacy = {
    ...{ login: 'old', passwordHash: 'h', accountId: 'former', holder: null },
    ...{ registeredAt: Date.parse('2025-08-01T00:00:00+08:00') - 1, named: false, linkedAt: null },
  }
  const former = { ...account, id: 'former', complete: false }
  const facts: LegacyLinkFacts = {
    ...{ account, legacy, former, siblings: { count: 1, named: null } },
    ...{ linked: false, bothInForce: false, isTrader: false },
  }
  const linked = (other: Partial<LegacyLinkFacts>, accountId = 'account-1') =>
    linkLegacy({ ...facts, ...other }, { login: 'old', accountId, now })

  it('is linked for ever, and a second time nothing happens', () => {
    expect(linked({})).toEqual({
      changes: [
        { kind: 'link-legacy', login: 'old', accountId: 'account-1', formerId: 'former', at: now },
        {
          kind: 'audit',
          at: now,
          actor: 'account account-1',
          action: 'legacy account linked',
          subject: 'old',
        },
      ],
      answer: null,
    })
    expect(linked({}, 'former')).toEqual({ changes: [], answer: null })
  })

  const trader = { ...former, kind: 'person' } as const
  const elsewhere = { code: 'legacy-linked-elsewhere' }
  it.each<[string, Partial<LegacyLinkFacts>, object | null]>([
    ['the account is gone', { account: null }, { code: 'session-ended' }],
    ['the account is closed', { account: { ...account, closed: true } }, { code: 'session-ended' }],
    ['there is none', { legacy: null }, elsewhere],
    ['it opens nothing', { former: null }, elsewhere],
    [
      'the account is incomplete',
      { account: { ...account, complete: false } },
      { code: 'dossier-step-missing', step: 'person' },
    ],
    ['the account has one', { linked: true }, { code: 'legacy-linked-here' }],
    ['it was linked', { legacy: { ...legacy, linkedAt: 1 } }, elsewhere],
    ['its account was completed', { former: { ...former, complete: true } }, elsewhere],
    ['its account is closed', { former: { ...former, closed: true } }, elsewhere],
    [
      'it is too new',
      { legacy: { ...legacy, registeredAt: legacy.registeredAt + 1 } },
      { code: 'legacy-too-new' },
    ],
    ['nobody knows since when, and its account is old', { legacy: { ...legacy, registeredAt: null } }, null],
    ['its holder has two', { siblings: { count: 2, named: null } }, { code: 'legacy-not-named', login: '–' }],
    ['it was a person', { former: trader }, { code: 'legacy-kind-differs', accountKind: 'person' }],
    ['it was a trader', { former: trader, isTrader: true }, null],
    [
      'it was an agency',
      { former: { ...former, kind: 'agency' }, isTrader: true },
      { code: 'legacy-kind-differs', accountKind: 'agency' },
    ],
    ['both have a certificate', { bothInForce: true }, { code: 'legacy-in-use' }],
  ])('when %s: %o is answered', (_, other, refusal) => {
    expect(outcome(linked(other))).toEqual(refusal)
  })

  it('of several is the one that was named', () => {
    expect(namedRefusal({ ...legacy, named: true }, { count: 2, named: 'old' })).toBeNull()
    expect(told(namedRefusal(legacy, { count: 2, named: 'other' }))).toEqual({
      code: 'legacy-not-named',
      login: 'o****',
    })
  })

  it('is named to its holder by SMS and by mail, where there are such', () => {
    const naming = { login: 'old', operator: 'w', sender: '演示', ids: ['a', 'b'], now } as const
    const holder = { ...account, email: 'w@example.cn' }
    const decision = nameLegacy({ legacy, others: ['x', 'y'], account: holder, isLinked: false }, naming)
    const text = expect.stringContaining('您有 3 个旧账号，可以关联或补录的是 old。')
    expect(decision.changes).toMatchObject([
      { kind: 'name-legacy', login: 'old', others: ['x', 'y'] },
      { message: { id: 'a', channel: 'sms', to: '13800000002', text, createdAt: now } },
      { message: { id: 'b', channel: 'mail', to: 'w@example.cn', text } },
      { kind: 'audit', actor: 'operator w', action: 'legacy account named', subject: 'old' },
    ])
    const one = nameLegacy({ legacy, others: [], account, isLinked: false }, naming)
    expect(outcome(one)).toEqual({ others: [], messages: 1 })
    const facts = { legacy, others: [], account, isLinked: true }
    expect(outcome(nameLegacy(facts, naming))).toEqual({ code: 'legacy-linked-elsewhere' })
    expect(outcome(nameLegacy({ ...facts, legacy: null }, naming))).toEqual({ code: 'not-found' })
    expect(outcome(nameLegacy({ ...facts, account: null }, naming))).toEqual({ code: 'not-found' })
  })

  it('is told of by mail to those who have an address', () => {
    const notice = { occasion: 'move', day: '2026-12-01', assistantUrl: 'a', manualUrl: 'm', sender: '演示' }
    const accounts = [account, { ...account, id: 'account-2', email: 'w@example.cn' }]
    const decision = sendNotice({ notice, accounts, operator: 'w', now })
    expect(decision.changes).toMatchObject([
      { message: { id: `account-2-notice-${now}`, channel: 'mail', to: 'w@example.cn', createdAt: now } },
      { kind: 'note-notice', occasion: 'move', accountId: 'account-2', at: now },
      { kind: 'audit', actor: 'operator w', action: 'notice sent: move', subject: '1' },
    ])
    expect(outcome(decision)).toBe(1)
  })
})

describe('a document for a dossier', () => {
  const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n'
  const content = new TextEncoder().encode(
    `${body}trailer\n<<>>\nstartxref\n${body.indexOf('xref')}\n%%EOF\n`,
  )
  const facts = { dossier: foreign, others: [], count: 0, lastDay: 0, heldOfNetwork: 0, held: 0 }
  const uploading = { upload: both[0] ?? upload('handler-proof', 'a'), content, network: 'n', now }
  const added = (other: Partial<Parameters<typeof addDossierUpload>[0]>) =>
    outcome(addDossierUpload({ ...facts, ...other }, uploading))

  it('is kept while there is room, of this dossier, its network and all', () => {
    expect(written(addDossierUpload(facts, uploading))).toEqual(['put-dossier-upload', 'put-dossier'])
    const full = { code: 'too-many-requests', seconds: 86_400 }
    expect(added({ count: 11, lastDay: 59 })).toMatchObject({ id: 'dossier-1' })
    expect(added({ count: 12 })).toEqual(full)
    expect(added({ lastDay: 60 })).toEqual(full)
    const network = 256 * 1024 * 1024 - content.length
    const all = 4 * 1024 * 1024 * 1024 - content.length
    expect(added({ heldOfNetwork: network, held: all })).toMatchObject({ id: 'dossier-1' })
    expect(added({ heldOfNetwork: network + 1 })).toEqual(full)
    expect(added({ held: all + 1 })).toEqual({ code: 'server-busy' })
  })

  it('is none of those already given for another purpose, and has a purpose that is needed', () => {
    expect(added({ others: [upload('subject-proof', 'a')] })).toEqual({ code: 'uploads-same' })
    expect(added({ others: [upload('subject-proof', 'b')] })).toMatchObject({ id: 'dossier-1' })
    expect(added({ others: [upload('handler-proof', 'a')] })).toMatchObject({ id: 'dossier-1' })
    const unfit = { code: 'dossier-step-unfit', step: 'uploads' }
    expect(added({ dossier: { ...dossier, purpose: 'appeal' } })).toEqual(unfit)
    expect(added({ dossier: null })).toEqual({ code: 'dossier-unknown' })
  })

  it('is a PDF', () => {
    const text = { ...uploading, content: new Uint8Array(9) }
    expect(outcome(addDossierUpload(facts, text))).toEqual({ code: 'upload-not-pdf' })
  })
})
