import { describe, expect, it } from 'vitest'
import { accountView } from '../../../../../src/ra/accounts/account-view.ts'
import {
  centreView,
  dossierFileView,
  dossierView,
  legacyView,
  principalView,
} from '../../../../../src/ra/accounts/identity/view.ts'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import type { LegacyLogin } from '../../../../../src/ra/rules/identity/legacy.ts'
import type { DossierFile } from '../../../../../src/ra/store/identity.ts'
import { entity, person, place, registered, whole } from '../../rules/identity/given.ts'
import { dossier } from '../../rules/identity/samples.ts'
import { account, now } from '../../rules/samples.ts'
import { storeOf } from '../../store-of.ts'

const today = '2026-11-20T08:00:00.000Z'
const file = (one: Dossier, other: Partial<DossierFile> = {}): DossierFile => {
  return { dossier: one, uploads: [], account: null, ...other }
}
const legacy: LegacyLogin = {
  ...{ login: 'oldlogin', passwordHash: 'h', accountId: 'account-1', holder: '91110108MA01DEM07K' },
  ...{ registeredAt: now, named: true, linkedAt: null },
}
const upload = {
  ...{ id: 'upload-1', dossierId: 'dossier-1', name: 'a.pdf', size: 7, digest: 'd' },
  purpose: 'appeal',
} as const

describe('a dossier for whoever opened it', () => {
  it('tells what was given masked, and what is missing', () => {
    expect(dossierView(file({ ...whole.person, steps: ['email'] }), null, now)).toEqual({
      ...{ id: 'dossier-1', number: '1', purpose: 'registration', kind: 'person', state: 'open' },
      ...{ missing: ['email'], name: '王芳', maskedNumber: '110***********0040', phone: '138****0001' },
      ...{ email: 'w***@example.cn', handler: null, uploads: [], prefill: null, review: null },
      ...{ openedAt: '2026-11-20T07:59:59.999Z', expiresAt: '2026-11-20T08:00:00.001Z', account: null },
      organisationCode: null,
    })
  })

  it('tells nothing of what was not given, and that its time is over', () => {
    expect(dossierView(file(dossier), legacy, now + 1)).toMatchObject({
      ...{ state: 'expired', name: null, maskedNumber: null, phone: null, email: null, prefill: null },
    })
  })

  it.each([
    ['entity', whole.entity, '示例公司', '911***********M07K'],
    ['entity without code', whole.foreign, '境外公司', '110***********0040'],
    ['appeal', whole.appeal, '示例公司', '911***********M07K'],
  ] as const)('names the %s', (_, one, name, maskedNumber) => {
    expect(dossierView(file(one), null, now)).toMatchObject({ name, maskedNumber })
  })

  it('masks the name of a registered handler, not of one whom the applicant wrote down', () => {
    expect(dossierView(file(whole.entity), null, now).handler).toEqual({
      ...{ name: '王*', maskedPhone: '138****0003' },
    })
    const handler = { how: 'new', phone: '13800000004', person, passwordHash: null } as const
    expect(dossierView(file({ ...dossier, given: { handler } }), null, now).handler).toEqual({
      ...{ name: '王芳', maskedPhone: '138****0004' },
    })
  })

  it('lists its documents and its review', () => {
    const reviewed: Dossier = { ...whole.appeal, dueAt: now, reason: 'r', steps: ['phone'] }
    expect(dossierView(file(reviewed, { uploads: [upload] }), null, now)).toMatchObject({
      uploads: [{ uploadId: 'upload-1', purpose: 'appeal', fileName: 'a.pdf', size: 7 }],
      review: { dueAt: today, reason: 'r', steps: ['phone'] },
    })
  })

  it('tells of its account when it is done; an appeal does not', () => {
    const done: Dossier = { ...whole.foreign, state: 'done' }
    const coded: Account = { ...account, idType: 'organisation-code', idNumber: 'ORG-1' }
    expect(dossierView(file(done, { account: coded }), null, now)).toMatchObject({
      ...{ missing: [], account: accountView(coded), organisationCode: 'ORG-1' },
    })
    expect(dossierView(file(done, { account }), null, now).organisationCode).toBeNull()
    const open = dossierView(file({ ...done, state: 'open' }, { account: coded }), null, now)
    expect(open).toMatchObject({ account: null, organisationCode: null })
    expect(open.missing).toEqual(['uploads'])
    const appeal: Dossier = { ...whole.appeal, state: 'done' }
    expect(dossierView(file(appeal, { account: coded }), null, now)).toMatchObject({
      ...{ account: null, organisationCode: null },
    })
  })

  it('of a completion begins with what the old account says', () => {
    const completion: Dossier = { ...dossier, purpose: 'completion' }
    const old: Account = { ...account, complete: false }
    const prefill = (one: Dossier, its: Account | null, login: LegacyLogin | null = null) =>
      dossierView(file(one, { account: its }), login, now).prefill
    const { phone, idNumber: number } = account
    expect(prefill(completion, old)).toEqual({ name: '示例公司', number, phone, email: null })
    const unnumbered = { ...old, idNumber: null }
    expect(prefill(completion, unnumbered, legacy)).toMatchObject({ number })
    expect(prefill(completion, unnumbered)).toMatchObject({ number: null })
    expect(prefill(completion, account)).toBeNull()
    expect(prefill(completion, null)).toBeNull()
    expect(prefill({ ...completion, state: 'awaiting-review' }, old)).toBeNull()
    expect(prefill(dossier, old)).toBeNull()
  })
})

describe('what operators see', () => {
  it('of a dossier is all that was given', () => {
    const none = { phone: null, email: null, person: null, registered: null, entity: null, place: null }
    const completion: Dossier = { ...dossier, purpose: 'completion', decidedBy: 'wang' }
    const old = { account: { ...account, complete: false } }
    expect(dossierFileView(file(completion, old), now)).toEqual({
      ...{ ...none, appeal: null, decidedBy: 'wang' },
      dossier: { ...dossierView(file(completion, old), null, now), prefill: null },
    })
    const given = { ...whole.person.given, registered, entity, place, ...whole.appeal.given }
    const { appeal, phone } = whole.appeal.given
    expect(dossierFileView(file({ ...dossier, given }), now)).toMatchObject({
      ...{ phone, email: 'w@example.cn', person, registered, entity, place, appeal, decidedBy: null },
    })
  })

  it('of an old login is its holder masked', () => {
    const { passwordHash: _, ...told } = legacy
    const listed = { ...told, applicantName: '示例公司', kind: 'legal-entity', count: 2 } as const
    expect(legacyView({ ...listed, linkedAt: now })).toEqual({
      ...{ login: 'oldlogin', applicantName: '示例公司', kind: 'legal-entity', count: 2, named: true },
      ...{ maskedHolder: '911***********M07K', registeredAt: today, linkedAt: today },
    })
    expect(legacyView({ ...listed, holder: null, registeredAt: null })).toMatchObject({
      ...{ maskedHolder: null, registeredAt: null, linkedAt: null },
    })
  })
})

describe('个人中心', () => {
  const handler: Account = { ...account, id: 'person-1', kind: 'person', applicantName: '王芳' }
  const closed: Account = { ...account, id: 'account-3', closed: true }
  const asked: string[] = []
  const seen = (one: Account, handlerId: string | null = null, old: LegacyLogin | null = null) =>
    centreView(
      storeOf({
        legacyOf: async () => old,
        handlersOf: async () => [
          { person: handler, boundAt: now },
          { person: { ...handler, idNumber: null, phone: null }, boundAt: null },
        ],
        principalsOf: async (id) => {
          asked.push(id)
          return [account, closed]
        },
        unfinishedOf: async (id, at) =>
          Array.from({ length: 201 }, (_, index) => ({ kind: 'order', name: `${id} ${at - now} ${index}` })),
      }),
      { account: one, handlerId },
      now,
    )

  it('of an entity shows its handlers, and what keeps it from being closed', async () => {
    const { unfinished, ...shown } = await seen(account)
    const [first] = unfinished
    const bound = { personId: 'person-1', name: '王芳' }
    expect(shown).toEqual({
      ...{ account: accountView(account), legacy: null, principals: [], mayBecomeAgency: true },
      handlers: [
        { ...bound, maskedNumber: '911***********M07K', maskedPhone: '138****0002', boundAt: today },
        { ...bound, maskedNumber: null, maskedPhone: null, boundAt: null },
      ],
    })
    expect([unfinished.length, first]).toEqual([200, { kind: 'order', name: 'account-1 0 0' }])
    expect(asked).toEqual([])
  })

  it('of a person, and of whoever acts as a handler, shows for whom he acts', async () => {
    const { principals, mayBecomeAgency } = await seen({ ...account, kind: 'person' })
    expect([principals, mayBecomeAgency]).toEqual([[principalView(account)], false])
    expect((await seen(account, 'person-1')).principals).toEqual([principalView(account)])
    expect(asked).toEqual(['account-1', 'person-1'])
    expect(principalView(account)).toEqual({
      ...{ accountId: 'account-1', kind: 'legal-entity', applicantName: '示例公司' },
      maskedIdNumber: '911***********M07K',
    })
    expect(principalView({ ...account, idNumber: null }).maskedIdNumber).toBeNull()
  })

  it('shows the old login masked', async () => {
    expect((await seen(account, null, legacy)).legacy).toEqual({ maskedLogin: 'oldl****', linkedAt: null })
    const linked = await seen(account, null, { ...legacy, linkedAt: now })
    expect(linked.legacy).toMatchObject({ linkedAt: today })
  })

  it.each([[{ kind: 'agency' }], [{ idType: 'organisation-code' }], [{ complete: false }]] as const)(
    'lets nobody become an agency with %o',
    async (other) => {
      expect((await seen({ ...account, ...other })).mayBecomeAgency).toBe(false)
    },
  )
})
