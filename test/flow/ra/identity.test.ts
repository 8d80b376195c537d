import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  agreementVersion,
  bindNew,
  bindRegistered,
  codeTo,
  deskAt,
  fanyu,
  foreign,
  loggedIn,
  mobile,
  newAgency,
  newEntity,
  open,
  password,
  pdfWith,
  personOf,
  place,
  prove,
  registered,
  registeredOf,
  residentId,
  solved,
  submit,
} from './applicant.ts'
import { operatorAt, refusalOf, startTestRa, type TestRa } from './authority.ts'

const demoPassword = 'Demo-2026'

let test: TestRa
beforeAll(async () => {
  test = await startTestRa()
})
afterAll(() => test.end())

const audited = async (subject: string) =>
  (await test.ra.services.store.auditOf(subject)).map(({ action }) => action)

describe('a person', () => {
  it('registers, and logs in by phone and by document with the new password', async () => {
    const { dossier, person, phone, desk, dossierId } = await registered(test)
    expect(dossier).toMatchObject({ state: 'done', missing: [], account: { kind: 'person', complete: true } })
    expect(dossier.maskedNumber).not.toContain(person.document.number.slice(3, 14))
    await loggedIn(test, 'phone', phone)
    await loggedIn(test, 'id-number', person.document.number.toLowerCase())
    const again = await desk.client.identity.dossiers.submit({ dossierId, agreementVersion, password })
    expect(again.dossier.account).toEqual(dossier.account)
    expect(await audited(`${dossier.number} account ${dossier.account?.id}`)).toEqual([
      'dossier done: registration person',
    ])
  })

  it('goes on after the client was killed: a step that was done stays done', async () => {
    const applicant = await open(test, 'registration', 'person')
    const { desk, dossierId, dossier } = applicant
    expect(dossier.missing).toEqual(['person', 'phone', 'email'])
    await prove(applicant, mobile())
    const after = await desk.client.identity.dossiers.get({ dossierId })
    expect(after.dossier.missing).toEqual(['person', 'email'])
    expect((await refusalOf(submit(applicant))).params).toEqual({ step: 'person' })
  })

  it('with a rare, a dotted and a Latin name is called by it', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    for (const name of ['𠮷田㐂', '阿依古丽・买买提', 'Anne-Marie O’Brien', 'José  Muñoz']) {
      const { dossier } = await desk.client.identity.dossiers.putPerson({ dossierId, person: personOf(name) })
      expect(dossier.name).toBe(name.replace('・', '·').replace('  ', ' '))
    }
  })

  it.each([
    ['a wrong check digit', { number: '110105199001010038' }, 'document-number-wrong'],
    ['a minor', { number: residentId('20150101') }, 'person-too-young'],
    ['an expired document', { validity: { from: '2010-01-01', to: '2020-01-01' } }, 'document-expired'],
    ['a document from tomorrow on', { validity: { from: '2090-01-01', to: null } }, 'document-expired'],
    ['the number of another kind', { kind: 'passport' as const }, 'document-number-wrong'],
  ] as const)('is refused for %s, and the field is named', async (_, wrong, code) => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const person = personOf()
    const given = { ...person, document: { ...person.document, ...wrong } }
    const refusal = await refusalOf(desk.client.identity.dossiers.putPerson({ dossierId, person: given }))
    expect(refusal.code).toBe(code)
    expect(String(refusal.params.field)).toMatch(/^person\.document\./)
  })

  it('meets an account of the same document only after a phone is proved, and is told which', async () => {
    const known = await registered(test, { person: personOf('王小二') })
    const applicant = await open(test, 'registration', 'person')
    const { desk, dossierId } = applicant
    await desk.client.identity.dossiers.putPerson({ dossierId, person: known.person })
    const phone = mobile()
    const refusal = await refusalOf(prove(applicant, phone))
    expect(refusal).toMatchObject({
      code: 'identity-exists',
      params: { account: '王**', login: 'id-number' },
    })
    expect(JSON.stringify(refusal)).not.toContain(known.person.document.number)
  })

  it('cannot take a phone by which another person logs in', async () => {
    const known = await registered(test)
    const applicant = await open(test, 'registration', 'person')
    const refusal = await refusalOf(prove(applicant, known.phone))
    expect(refusal).toMatchObject({ code: 'identity-exists', params: { login: 'phone' } })
    expect(
      (await applicant.desk.client.identity.dossiers.get({ dossierId: applicant.dossierId })).dossier.phone,
    ).toBeNull()
  })

  it('of the old system completes the account, filled with what it knew, and keeps the old login', async () => {
    const old = await loggedIn(test, 'legacy', 'chenxi2016', demoPassword)
    const applicant = await open(test, 'completion', 'person', old)
    expect(applicant.dossier.prefill).toEqual({
      name: '陈曦',
      number: '110101199505050045',
      phone: '13800000021',
      email: 'chenxi2016@example.cn',
    })
    const person = personOf('陈曦', '110101199505050045')
    await old.client.identity.dossiers.putPerson({ dossierId: applicant.dossierId, person })
    await prove(applicant, '13800000021')
    await prove(applicant, 'chenxi2016@example.cn')
    expect((await submit(applicant)).account?.complete).toBe(true)
    await loggedIn(test, 'phone', '13800000021')
    const again = await loggedIn(test, 'legacy', 'chenxi2016', demoPassword)
    expect((await refusalOf(open(test, 'completion', 'person', again))).code).toBe('identity-complete')
  })

  it('with several old accounts completes the one that an operator has named', async () => {
    const wrong = await loggedIn(test, 'legacy', 'sunyue2019', demoPassword)
    expect(await refusalOf(open(test, 'completion', 'person', wrong))).toEqual({
      code: 'legacy-not-named',
      params: { login: '–' },
    })
    const operator = await operatorAt(test)
    const named = await operator.client.operator.nameLegacy({ login: 'sunyue2015' })
    expect(named).toEqual({ others: ['sunyue2019'], messages: 2 })
    const told = await test.ra.services.store.messages({ text: 'sunyue2015', after: null, limit: 9 })
    expect(told.rows.map(({ channel }) => channel).toSorted()).toEqual(['mail', 'sms'])
    expect((await refusalOf(open(test, 'completion', 'person', wrong))).params).toEqual({ login: 'suny****' })
    const right = await loggedIn(test, 'legacy', 'sunyue2015', demoPassword)
    expect((await open(test, 'completion', 'person', right)).dossier.state).toBe('open')
    expect(await audited('sunyue2015')).toEqual(['legacy account named'])
  })
})

describe('an entity', () => {
  it('is completed by code: the register, details, and a handler who is registered on the spot', async () => {
    const old = await loggedIn(test, 'legacy', 'fanyu1998', demoPassword)
    const applicant = await open(test, 'completion', 'entity', old)
    const { dossierId } = applicant
    const { dossiers } = old.client.identity
    const wrong = { ...fanyu, representative: { ...fanyu.representative, name: '李君' } }
    expect(await refusalOf(dossiers.checkRegister({ dossierId, registered: wrong }))).toEqual({
      code: 'register-differs',
      params: { triesLeft: 4 },
    })
    await dossiers.checkRegister({ dossierId, registered: fanyu })
    await dossiers.putDetails({ dossierId, place })
    await prove(applicant, '13800000007')
    await prove(applicant, 'fanyu@example.cn')
    const phone = mobile()
    await bindNew(applicant, phone, personOf('周处理'))
    const done = await submit(applicant)
    expect(done.account).toMatchObject({ kind: 'legal-entity', userName: 'fanyu1998', complete: true })
    const head = await loggedIn(test, 'credit-code', fanyu.creditCode)
    const handler = await loggedIn(test, 'handler', phone)
    expect((await handler.client.sessions.current({})).handler).toEqual({ name: '周处理' })
    expect((await head.client.identity.account.centre({})).handlers).toMatchObject([{ name: '周处理' }])
    // The old login may also be the code that the old system knew.
    await loggedIn(test, 'legacy', fanyu.creditCode, demoPassword)
  })

  it('whose code is taken is told so once the register agrees', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'entity')
    const qingyun = registeredOf('91310115MA1QY2N69M', '上海青云精密仪器有限公司', '李军')
    const refusal = await refusalOf(
      desk.client.identity.dossiers.checkRegister({ dossierId, registered: qingyun }),
    )
    expect(refusal).toMatchObject({
      code: 'identity-exists',
      params: { account: '上海青云****', login: 'credit-code' },
    })
  })

  it('is refused for a wrong check digit before the register is asked', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'entity')
    const wrong = { ...newEntity, creditCode: '91320500MA1NEW1010' }
    const refusal = await refusalOf(
      desk.client.identity.dossiers.checkRegister({ dossierId, registered: wrong }),
    )
    expect(refusal.code).toBe('credit-code-wrong')
  })

  it('that was a sole trader in the old system is completed as a legal entity, not as a person', async () => {
    const old = await loggedIn(test, 'legacy', 'chenji2012', demoPassword)
    expect((await refusalOf(open(test, 'completion', 'person', old))).code).toBe('legacy-kind-differs')
    const applicant = await open(test, 'completion', 'entity', old)
    const trader = registeredOf('92440113MA5TRAD01P', '广州市番禺区陈记示例茶铺', '李军')
    const { dossier } = await old.client.identity.dossiers.checkRegister({
      dossierId: applicant.dossierId,
      registered: { ...trader, entityType: 'individual-business' },
    })
    expect(dossier.missing[0]).toBe('details')
  })
})

describe('an entity without credit code', () => {
  it('is reviewed, sent back, corrected and approved, told by SMS, and logs in by its 机构代码', async () => {
    const applicant = await foreign(test)
    const waiting = await submit(applicant)
    expect(waiting).toMatchObject({ state: 'awaiting-review', account: null })
    const due = Date.parse(waiting.review?.dueAt ?? '') - Date.now()
    expect(due).toBeGreaterThan(0)
    expect(due).toBeLessThan(16 * 24 * 3600 * 1000)
    const { client } = await operatorAt(test)
    const { dossierId } = applicant
    const [file] = (await client.operator.dossiers({ state: 'awaiting-review' })).dossiers
    expect(file).toMatchObject({
      dossier: { id: dossierId },
      entity: { country: 'FR' },
      phone: applicant.phone,
    })
    const [upload] = file?.dossier.uploads ?? []
    const seen = await client.operator.attachment({ uploadId: upload?.uploadId ?? '' })
    expect(seen.content).toBe(pdfWith('2 0 obj\n<<>>\nendobj'))
    await client.operator.correctDossier({ dossierId, reason: '主体资格证明不清晰', steps: ['uploads'] })
    const { dossiers } = applicant.desk.client.identity
    expect((await dossiers.get({ dossierId })).dossier).toMatchObject({
      state: 'awaiting-correction',
      missing: ['uploads'],
      review: { reason: '主体资格证明不清晰' },
    })
    await dossiers.upload({
      dossierId,
      purpose: 'subject-proof',
      fileName: '清晰.pdf',
      content: pdfWith('4 0 obj\n<<>>\nendobj'),
    })
    expect((await submit(applicant)).state).toBe('awaiting-review')
    const { file: approved } = await client.operator.approveDossier({ dossierId })
    const code = approved.dossier.organisationCode ?? ''
    expect(code).toMatch(/^FR\d{12}$/)
    const told = await test.ra.services.store.messages({ text: applicant.phone, after: null, limit: 9 })
    expect(told.rows.map(({ text }) => text).join()).toMatch(/已通过审核.*补正.*提交审核/s)
    expect(told.rows[0]?.text).toContain(code)
    const head = await loggedIn(test, 'credit-code', code)
    expect((await head.client.identity.account.centre({})).handlers).toMatchObject([
      { name: '阿依古丽·买买提' },
    ])
    expect(await audited(waiting.number)).toEqual([
      'dossier opened: registration entity-without-code',
      'dossier handed in',
      'dossier sent back',
      'dossier handed in',
    ])
  })

  it.each([
    ['a script', '2 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj', 'upload-unsafe'],
    ['a script with a masked name', '2 0 obj\n<< /S /J#61vaScript >>\nendobj', 'upload-unsafe'],
    ['a file inside', '2 0 obj\n<< /Type /EmbeddedFile >>\nendobj', 'upload-unsafe'],
    ['encryption', '2 0 obj\n<< /Encrypt 3 0 R >>\nendobj', 'upload-unsafe'],
    [
      'packed objects that cannot be read',
      '2 0 obj\n<< /Type /ObjStm >>\nstream\nxx\nendstream\nendobj',
      'upload-unsafe',
    ],
    ['3,000 pages', '2 0 obj\n<< /Type /Pages /Count 3000 >>\nendobj', 'upload-too-many-pages'],
  ])('is refused a PDF with %s', async (_, objects, code) => {
    const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
    const upload = {
      dossierId,
      purpose: 'subject-proof',
      fileName: 'a.pdf',
      content: pdfWith(objects),
    } as const
    expect((await refusalOf(desk.client.identity.dossiers.upload(upload))).code).toBe(code)
  })

  it('is refused the same file for both purposes', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
    const { dossiers } = desk.client.identity
    const content = pdfWith('9 0 obj\n<<>>\nendobj')
    await dossiers.upload({ dossierId, purpose: 'handler-proof', fileName: 'a.pdf', content })
    const twice = dossiers.upload({ dossierId, purpose: 'subject-proof', fileName: 'b.pdf', content })
    expect((await refusalOf(twice)).code).toBe('uploads-same')
  })

  it('may be refused: the reason is told, and nothing more can be done with it', async () => {
    const applicant = await foreign(test, '另一家')
    await submit(applicant)
    const { client } = await operatorAt(test)
    const { dossierId } = applicant
    await client.operator.refuseDossier({ dossierId, reason: '材料不属实' })
    const { dossier } = await applicant.desk.client.identity.dossiers.get({ dossierId })
    expect(dossier).toMatchObject({ state: 'refused', review: { reason: '材料不属实' } })
    expect((await refusalOf(submit(applicant))).code).toBe('dossier-closed')
    expect((await refusalOf(client.operator.approveDossier({ dossierId }))).code).toBe('review-not-waiting')
  })
})

describe('an agency', () => {
  it('is completed with a practitioner of its own; a wrong code is changed on record first', async () => {
    const old = await loggedIn(test, 'legacy', 'xincheng2014', demoPassword)
    const applicant = await open(test, 'completion', 'agency', old)
    const { dossierId } = applicant
    const { dossiers } = old.client.identity
    const other = { ...newAgency, creditCode: '91320500MA1NEW101B' }
    expect((await refusalOf(dossiers.checkRegister({ dossierId, registered: other }))).code).toBe(
      'agency-not-on-record',
    )
    await dossiers.checkRegister({ dossierId, registered: newAgency })
    await dossiers.putDetails({ dossierId, place })
    await prove(applicant, '13800000023')
    await prove(applicant, 'xincheng@example.cn')
    // 王芳 is a handler of another agency; a stranger is on no list.
    expect(await refusalOf(bindRegistered(applicant, '13800000002'))).toMatchObject({
      code: 'handler-elsewhere',
      params: { agency: '北京示例****' },
    })
    const stranger = mobile()
    expect((await refusalOf(bindNew(applicant, stranger, personOf('路人甲')))).code).toBe(
      'handler-not-practitioner',
    )
    const phone = mobile()
    await bindNew(applicant, phone, personOf('赵敏', '110105199001010037'))
    expect((await submit(applicant)).account).toMatchObject({ kind: 'agency', complete: true })
    const handler = await loggedIn(test, 'handler', phone)
    const current = await handler.client.sessions.current({})
    expect(current).toMatchObject({ account: { kind: 'agency' }, handler: { name: '赵敏' } })
    const head = await loggedIn(test, 'credit-code', newAgency.creditCode)
    const personId = (await head.client.identity.account.centre({})).handlers[0]?.personId ?? ''
    expect((await refusalOf(head.client.identity.account.removeHandler({ personId }))).code).toBe(
      'handler-last',
    )
  })

  it('that registered as a legal entity becomes an agency and binds its handlers anew', async () => {
    const { store } = test.ra.services
    const entity = { ...newEntity, creditCode: '91110108MA0CHAN017' }
    const code = await certified(entity.creditCode.slice(0, 17))
    const entry = {
      creditCode: code,
      name: '北京变更示例代理有限公司',
      entityType: 'enterprise' as const,
      agency: true,
    }
    const rows = [{ ...entry, representativeName: '王芳', representativeNumber: '110105198804120040' }]
    await store.importRegister({ rows, operator: 'test', now: Date.now() })
    const who = await registered(test, { person: personOf('钱行') })
    const practitioner = { number: who.person.document.number, name: '钱行', agencyCode: code }
    await store.importPractitioners({ rows: [practitioner], operator: 'test', now: Date.now() })
    const applicant = await open(test, 'registration', 'entity')
    const given = registeredOf(code, '北京变更示例代理有限公司', '王芳')
    const { dossiers } = applicant.desk.client.identity
    await dossiers.checkRegister({ dossierId: applicant.dossierId, registered: given })
    await dossiers.putDetails({ dossierId: applicant.dossierId, place })
    await prove(applicant, mobile())
    await prove(applicant, 'change@example.cn')
    await bindRegistered(applicant, '13800000006')
    await submit(applicant)
    const head = await loggedIn(test, 'credit-code', code)
    const before = await loggedIn(test, 'handler', '13800000006', demoPassword)
    const { principals } = await before.client.identity.account.centre({})
    const own = principals.find(({ applicantName }) => applicantName === given.name)
    before.token = (await before.client.identity.account.actFor({ accountId: own?.accountId ?? '' })).token
    expect((await head.client.identity.account.centre({})).mayBecomeAgency).toBe(true)
    const change = await open(test, 'agency-change', 'agency', head)
    await head.client.identity.dossiers.checkRegister({ dossierId: change.dossierId, registered: given })
    // The test moves on so that the next code may be sent.
    test.passTime(61_000)
    expect((await refusalOf(bindRegistered(change, '13800000006'))).code).toBe('handler-not-practitioner')
    test.passTime(61_000)
    await bindRegistered(change, who.phone)
    const { dossier } = await head.client.identity.dossiers.submit({
      dossierId: change.dossierId,
      agreementVersion,
    })
    expect(dossier.account?.kind).toBe('agency')
    const handler = await loggedIn(test, 'handler', who.phone)
    expect((await handler.client.sessions.current({})).account.kind).toBe('agency')
    const centre = await (await loggedIn(test, 'credit-code', code)).client.identity.account.centre({})
    expect(centre.handlers.map(({ name }) => name)).toEqual(['钱行'])
    expect((await refusalOf(before.client.requests.list({}))).code).toBe('session-ended')
  })
})

/** With its check digit of GB 32100. */
async function certified(start: string): Promise<string> {
  const { isCreditCode } = await import('../../../src/shared/identity-numbers/identity-numbers.ts')
  return [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((end) => `${start}${end}`).find(isCreditCode) ?? ''
}

describe('the personal centre', () => {
  it('links one old account with its password, for ever', async () => {
    const { phone } = await registered(test, { person: personOf('何联') })
    const { store } = test.ra.services
    const hash = (await store.secretOf('legacy', 'haiwai2017'))?.secret ?? ''
    const old = async (login: string, at: string, kind: 'person' | 'legal-entity' = 'person') => {
      await store.addAccount({
        ...{ id: `old-${login}`, kind, userName: login, applicantName: '何联', idType: null, idNumber: null },
        ...{
          phone: null,
          email: null,
          passwordHash: null,
          complete: false,
          closed: false,
          createdAt: Date.parse(at),
        },
      })
      const legacy = {
        login,
        passwordHash: hash,
        accountId: `old-${login}`,
        holder: null,
        registeredAt: null,
      }
      await store.addLegacyLogin(legacy)
    }
    await old('helian1', '2025-07-31T23:59:59+08:00')
    await old('helian2', '2025-08-01T00:00:00+08:00')
    await old('helian3', '2020-01-01T00:00:00+08:00')
    await old('helian4', '2020-01-01T00:00:00+08:00', 'legal-entity')
    const desk = await loggedIn(test, 'phone', phone)
    const link = async (login: string, own = demoPassword) =>
      desk.client.identity.account.linkLegacy({ login, password: own, ...(await solved(desk)) })
    expect(await refusalOf(link('helian1', 'wrong'))).toEqual({
      code: 'password-wrong',
      params: { triesLeft: 4 },
    })
    expect((await refusalOf(link('helian2'))).code).toBe('legacy-too-new')
    expect((await refusalOf(link('helian4'))).code).toBe('legacy-kind-differs')
    const { centre } = await link('helian1')
    expect(centre.legacy).toMatchObject({ maskedLogin: 'heli****' })
    expect((await link('helian1')).centre.legacy).toEqual(centre.legacy)
    expect((await refusalOf(link('helian3'))).code).toBe('legacy-linked-here')
    const byOld = await loggedIn(test, 'legacy', 'helian1', demoPassword)
    expect((await byOld.client.sessions.current({})).account.id).toBe(centre.account.id)
    const other = await registered(test)
    const theirs = await loggedIn(test, 'phone', other.phone)
    const again = theirs.client.identity.account.linkLegacy({
      ...{ login: 'helian1', password: demoPassword },
      ...(await solved(theirs)),
    })
    expect((await refusalOf(again)).code).toBe('legacy-linked-elsewhere')
    expect(await audited('helian1')).toEqual(['legacy account linked'])
  })

  it('changes the phone with a code to each, and the password with the old one', async () => {
    const { phone } = await registered(test)
    const desk = await loggedIn(test, 'phone', phone)
    const elsewhere = await loggedIn(test, 'phone', phone)
    const { account } = desk.client.identity
    const next = mobile()
    await account.sendContactCode({ channel: 'sms', address: null })
    await account.sendContactCode({ channel: 'sms', address: next })
    const [presentCode, newCode] = [await codeTo(test, phone), await codeTo(test, next)]
    const swapped = account.changeContact({ channel: 'sms', presentCode: newCode, newCode: presentCode })
    expect((await refusalOf(swapped)).code).toBe('identity-code-wrong')
    await account.changeContact({ channel: 'sms', presentCode, newCode })
    await loggedIn(test, 'phone', next)
    expect((await refusalOf(loggedIn(test, 'phone', phone))).code).toBe('password-wrong')
    const weak = account.changePassword({ present: password, next: 'abc' })
    expect((await refusalOf(weak)).params).toEqual({ fault: 'too-short' })
    const wrong = account.changePassword({ present: 'nonsense', next: 'Other-Pass-1' })
    expect((await refusalOf(wrong)).code).toBe('password-wrong')
    expect((await account.sessions({})).sessions).toHaveLength(3)
    await account.changePassword({ present: password, next: 'Other-Pass-1' })
    expect((await account.sessions({})).sessions).toMatchObject([{ current: true }])
    expect((await refusalOf(elsewhere.client.sessions.current({}))).code).toBe('session-ended')
    await loggedIn(test, 'phone', next, 'Other-Pass-1')
  })

  it('lists the sessions and ends one', async () => {
    const { phone } = await registered(test)
    const desk = await loggedIn(test, 'phone', phone)
    const other = await loggedIn(test, 'phone', phone)
    const { account } = desk.client.identity
    const open = (await account.sessions({})).sessions
    const theirs = open.find(({ current }) => !current)
    await account.endSession({ sessionId: theirs?.id ?? '' })
    expect((await refusalOf(other.client.sessions.current({}))).code).toBe('session-ended')
    expect((await account.sessions({})).sessions).toHaveLength(1)
  })

  it('closes the account for ever: its document cannot register again, its phone can', async () => {
    const { phone, person } = await registered(test)
    const desk = await loggedIn(test, 'phone', phone)
    await desk.client.identity.account.close({ password })
    expect((await refusalOf(desk.client.sessions.current({}))).code).toBe('session-ended')
    const applicant = await open(test, 'registration', 'person')
    test.passTime(61_000)
    await prove(applicant, phone)
    const { dossierId } = applicant
    const refused = applicant.desk.client.identity.dossiers.putPerson({ dossierId, person })
    expect((await refusalOf(refused)).code).toBe('identity-retired')
  })

  it('that is closed opens no session by its names, and does not hide that it is closed', async () => {
    const { phone, dossier } = await registered(test, { person: personOf('钱多多') })
    const account = await test.ra.services.store.account(dossier.account?.id ?? '')
    const names = { userName: account?.userName ?? '', applicantName: '钱多多' }
    const byNames = async () => {
      const desk = deskAt(test.ra.url)
      return desk.client.sessions.byName({ ...names, ...(await solved(desk)) })
    }
    expect((await byNames()).account.userName).toBe(names.userName)
    const desk = await loggedIn(test, 'phone', phone)
    await desk.client.identity.account.close({ password })
    for (let time = 0; time < 2; time++) expect((await refusalOf(byNames())).code).toBe('account-closed')
    for (const kind of ['phone', 'handler'] as const)
      expect((await refusalOf(loggedIn(test, kind, phone))).code).toBe('password-wrong')
  })

  it('of an agency that is closed lets its handler no longer act for it', async () => {
    const { store } = test.ra.services
    const { phone, dossier } = await registered(test, { person: personOf('孙经办') })
    const person = await store.account(dossier.account?.id ?? '')
    if (person === null) throw new Error('nobody was registered')
    const agency = { kind: 'agency', idType: 'credit-code', idNumber: '91110108MA0CLSD01X' } as const
    const id = 'closed-agency-000001'
    const open = {
      ...person,
      ...agency,
      id,
      userName: id,
      applicantName: '北京已注销示例代理有限公司',
      phone: null,
    }
    await store.addAccount({ ...open, email: null, passwordHash: null })
    await store.addHandler(id, person.id)
    await loggedIn(test, 'handler', phone)
    await store.addAccount({ ...open, email: null, passwordHash: null, closed: true })
    expect((await refusalOf(loggedIn(test, 'handler', phone))).code).toBe('account-closed')
  })

  it('is not closed while a request is under way, and says which', async () => {
    const desk = await loggedIn(test, 'credit-code', '91310115MA1QY2N69M', demoPassword)
    const { account } = desk.client.identity
    const { request } = await desk.client.requests.open({
      ...{ business: 'issue', idempotencyKey: 'closing-key-000001' },
      token: { kind: 'soft', vendor: '证书助手', serial: 'SOFT-1' },
    })
    expect((await account.centre({})).unfinished).toContainEqual({ kind: 'request', name: request.id })
    const refusal = await refusalOf(account.close({ password: demoPassword }))
    expect(refusal).toMatchObject({ code: 'closing-unfinished', params: { name: request.id } })
  })

  it('lets a handler choose for whom to act, and change nothing', async () => {
    const handler = await loggedIn(test, 'handler', '13800000002', demoPassword)
    const { account } = handler.client.identity
    const { principals } = await account.centre({})
    expect(principals).toMatchObject([{ kind: 'agency', applicantName: '北京示例知识产权代理有限公司' }])
    const before = handler.token
    const session = await account.actFor({ accountId: null })
    handler.token = session.token
    expect(session).toMatchObject({ account: { userName: 'wangfang' }, handler: null })
    const back = await account.actFor({ accountId: principals[0]?.accountId ?? null })
    handler.token = back.token
    expect(back.handler).toEqual({ name: '王芳' })
    expect((await refusalOf(account.close({ password: demoPassword }))).code).toBe('account-owner-wanted')
    handler.token = before
    expect((await refusalOf(handler.client.sessions.current({}))).code).toBe('session-ended')
  })
})

describe('who has forgotten', () => {
  it.each(['phone', 'id-number'] as const)('the password gets a new one by %s', async (way) => {
    const { phone, person } = await registered(test)
    const old = await loggedIn(test, 'phone', phone)
    test.passTime(61_000)
    const desk = deskAt(test.ra.url)
    const login = way === 'phone' ? phone : person.document.number
    const { resetId } = await desk.client.identity.passwordResets.open({
      ...{ way, login, contact: { channel: 'sms', address: phone } },
      ...(await solved(desk)),
    })
    const code = await codeTo(test, phone)
    const finish = { resetId, code, password: 'Fresh-Pass-9' }
    await desk.client.identity.passwordResets.finish(finish)
    await loggedIn(test, 'phone', phone, 'Fresh-Pass-9')
    expect((await refusalOf(old.client.sessions.current({}))).code).toBe('session-ended')
    expect((await refusalOf(desk.client.identity.passwordResets.finish(finish))).code).toBe(
      'identity-code-stale',
    )
  })

  it('the password of an old account gets a new one by the mail on record, and by no other', async () => {
    const desk = deskAt(test.ra.url)
    const ask = async (address: string) =>
      desk.client.identity.passwordResets.open({
        ...{ way: 'legacy', login: 'haiwai2017', contact: { channel: 'mail', address } },
        ...(await solved(desk)),
      })
    const wrong = await ask('thief@example.cn')
    expect(await codeTo(test, 'thief@example.cn')).toBe('')
    const finish = (resetId: string, code: string) =>
      desk.client.identity.passwordResets.finish({ resetId, code, password: 'Fresh-Pass-9' })
    expect((await refusalOf(finish(wrong.resetId, '000000'))).code).toBe('identity-code-wrong')
    const { resetId } = await ask('haiwai2017@example.cn')
    await finish(resetId, await codeTo(test, 'haiwai2017@example.cn'))
    await loggedIn(test, 'legacy', 'haiwai2017', 'Fresh-Pass-9')
  })
})

describe('an appeal', () => {
  it('about a lost phone gives the account the phone that it proves, after an operator has looked', async () => {
    const { phone, person } = await registered(test)
    const applicant = await open(test, 'appeal', 'person')
    const { desk, dossierId } = applicant
    const { dossiers } = desk.client.identity
    const { name, document } = person
    const appeal = { cause: 'phone-lost', name, number: document.number, text: '手机号已停用' } as const
    await dossiers.putAppeal({ dossierId, appeal })
    const next = mobile()
    await prove(applicant, next)
    await dossiers.upload({ dossierId, purpose: 'appeal', fileName: '身份证.pdf', content: pdfWith('') })
    const { dossier } = await dossiers.submit({ dossierId, agreementVersion })
    expect(dossier.state).toBe('awaiting-review')
    const { client } = await operatorAt(test)
    await client.operator.approveDossier({ dossierId, answer: '已更换手机号' })
    expect((await dossiers.get({ dossierId })).dossier).toMatchObject({ state: 'done', account: null })
    await loggedIn(test, 'phone', next)
    expect((await refusalOf(loggedIn(test, 'phone', phone))).code).toBe('password-wrong')
    const told = await test.ra.services.store.messages({ text: '已更换手机号', after: null, limit: 1 })
    expect(told.rows[0]?.to).toBe(next)
  })
})

describe('the notice', () => {
  it('reaches every account with a mail address once, after a preview that sends nothing', async () => {
    const { client } = await operatorAt(test)
    const form = {
      ...{ occasion: '2026 换发', day: '12 月 1 日', kinds: ['agency' as const] },
      ...{ assistantUrl: 'https://example.cn/a', manualUrl: 'https://example.cn/m' },
    }
    const preview = await client.operator.sendNotice({ ...form, preview: true })
    expect(preview.example).toContain('用户名：demo\n申请人名称：北京示例知识产权代理有限公司')
    const count = async () => (await test.ra.services.store.noticeFigures(form.occasion, ['agency'])).sent
    expect(await count()).toBe(0)
    const sent = await client.operator.sendNotice({ ...form, preview: false })
    expect(sent.accounts).toBe(preview.accounts)
    expect(await count()).toBe(preview.accounts)
    expect((await client.operator.sendNotice({ ...form, preview: false })).accounts).toBe(0)
  })
})
