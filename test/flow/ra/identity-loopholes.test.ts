import { request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isCreditCode } from '../../../src/shared/identity-numbers/identity-numbers.ts'
import { raLimits, raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import {
  agreementVersion,
  bindRegistered,
  codeTo,
  deskAt,
  foreign,
  loggedIn,
  mobile,
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

it('another spelling of a credit code gives no new guesses at its representative', async () => {
  const { desk, dossierId } = await open(test, 'registration', 'entity')
  const { creditCode } = newEntity
  const spellings = Array.from(
    { length: 6 },
    (_, i) => `${creditCode.slice(0, i + 2)}-${creditCode.slice(i + 2)}`,
  )
  const codes: string[] = []
  for (const spelled of spellings) {
    const representative = { ...newEntity.representative, name: '别人' }
    const guess = { ...newEntity, creditCode: spelled, representative }
    codes.push(
      (await refusalOf(desk.client.identity.dossiers.checkRegister({ dossierId, registered: guess }))).code,
    )
  }
  expect(codes.at(-1)).toBe('account-paused')
})

it('the password of an old account gets a new one also when it is named by its credit code', async () => {
  const login = '91440113MA5FANY01H'
  const desk = deskAt(test.ra.url)
  const contact = { channel: 'sms', address: '13800000007' } as const
  const { resetId } = await desk.client.identity.passwordResets.open({
    ...{ way: 'legacy', login, contact },
    ...(await solved(desk)),
  })
  const code = await codeTo(test, contact.address)
  await desk.client.identity.passwordResets.finish({ resetId, code, password: 'Fresh-Pass-9' })
  await loggedIn(test, 'legacy', 'fanyu1998', 'Fresh-Pass-9')
  expect((await refusalOf(loggedIn(test, 'legacy', login, demoPassword))).code).toBe('password-wrong')
})

describe('an entity that becomes an agency', () => {
  it('gets no handler who is no practitioner from a dossier that it began before', async () => {
    const code =
      [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((end) => `91110108MA0CHAN02${end}`).find(isCreditCode) ?? ''
    const { store } = test.ra.services
    const name = '北京先后示例代理有限公司'
    const entry = { creditCode: code, name, entityType: 'enterprise', agency: true } as const
    const rows = [{ ...entry, representativeName: '王芳', representativeNumber: '110105198804120040' }]
    await store.importRegister({ rows, operator: 'test', now: Date.now() })
    const [fit, unfit] = [await registered(test, { person: personOf('钱行') }), await registered(test)]
    const practitioner = { number: fit.person.document.number, name: '钱行', agencyCode: code }
    await store.importPractitioners({ rows: [practitioner], operator: 'test', now: Date.now() })
    const given = registeredOf(code, name, '王芳')
    const first = await open(test, 'registration', 'entity')
    await first.desk.client.identity.dossiers.checkRegister({ dossierId: first.dossierId, registered: given })
    await first.desk.client.identity.dossiers.putDetails({ dossierId: first.dossierId, place })
    await prove(first, mobile())
    await prove(first, 'twice@example.cn')
    test.passTime(61_000)
    await bindRegistered(first, '13800000006')
    await submit(first)
    const early = await open(test, 'handler', 'entity', await loggedIn(test, 'credit-code', code))
    test.passTime(61_000)
    await bindRegistered(early, unfit.phone)
    const change = await open(test, 'agency-change', 'agency', await loggedIn(test, 'credit-code', code))
    const { dossiers } = change.desk.client.identity
    await dossiers.checkRegister({ dossierId: change.dossierId, registered: given })
    test.passTime(61_000)
    await bindRegistered(change, fit.phone)
    await dossiers.submit({ dossierId: change.dossierId, agreementVersion })
    const late = early.desk.client.identity.dossiers.submit({ dossierId: early.dossierId, agreementVersion })
    expect((await refusalOf(late)).code).toBe('handler-not-practitioner')
  })
})

describe('who acts for another', () => {
  it('does not stay logged in for longer by choosing again', async () => {
    const desk = await loggedIn(test, 'handler', '13800000006', demoPassword)
    const { expiresAt } = await desk.client.sessions.current({})
    test.passTime(3_600_000)
    const session = await desk.client.identity.account.actFor({ accountId: null })
    expect(session.expiresAt).toBe(expiresAt)
  })

  it.each(['his password is changed', 'he is removed'])('gets no session if %s meanwhile', async (event) => {
    const { store } = test.ra.services
    const { phone, dossier } = await registered(test)
    const personId = (await store.secretOf('phone', phone))?.ownerId ?? ''
    const entity = (await store.secretOf('credit-code', '91310115MA1QY2N69M'))?.ownerId ?? ''
    expect(dossier.state).toBe('done')
    await store.addHandler(entity, personId)
    const thief = await loggedIn(test, 'phone', phone)
    const owner = await loggedIn(test, 'phone', phone)
    const { principalsOf } = store
    Reflect.set(store, 'principalsOf', async (id: string) => {
      const principals = await principalsOf(id)
      if (event === 'he is removed')
        await store.removeHandler({ accountId: entity, handlerId: null, personId, now: Date.now() })
      else await owner.client.identity.account.changePassword({ present: password, next: 'Other-Pass-1' })
      return principals
    })
    const acting = refusalOf(thief.client.identity.account.actFor({ accountId: entity }))
    expect((await acting).code).toBe(event === 'he is removed' ? 'not-found' : 'session-ended')
    Reflect.set(store, 'principalsOf', principalsOf)
    expect(await store.sessionsOf(entity, 0)).not.toContainEqual(
      expect.objectContaining({ handlerName: '陈小明' }),
    )
  })
})

/** What the database holds, for what no call tells. */
function inDatabase<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(test.dataDir, 'ra.db'), { timeout: 5000 })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

describe('the disk', () => {
  const begun = async () => {
    const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
    let file = 0
    return () => {
      const content = pdfWith(`${++file} 0 obj\n<<>>\nendobj`)
      return desk.client.identity.dossiers.upload({
        ...{ dossierId, purpose: 'subject-proof', fileName: 'a.pdf', content },
      })
    }
  }
  const resized = (megabytes: number, network: string | null) =>
    inDatabase((db) =>
      db
        .prepare(
          'UPDATE dossier_uploads SET size = ?, network = coalesce(?, network) WHERE content IS NOT NULL',
        )
        .run(megabytes * 2 ** 20, network),
    )

  it('is not filled by one network with dossiers that nobody hands in', async () => {
    await (await begun())()
    const upload = await begun()
    resized(256, null)
    expect((await refusalOf(upload())).code).toBe('too-many-requests')
  })

  it('is not filled by many networks with dossiers that nobody hands in', async () => {
    const upload = await begun()
    resized(4096, '192.0.2.1')
    expect((await refusalOf(upload())).code).toBe('server-busy')
    // Once they are forgotten, there is room again.
    const { store } = test.ra.services
    await store.cleanUp(Date.now() + 40 * 24 * 3_600_000)
    await (await begun())()
  })
})

it('what was begun in a session leaves no name behind when the password is changed', async () => {
  const { phone } = await registered(test)
  const desk = await loggedIn(test, 'legacy', 'haiwai2017', demoPassword)
  const contact = { channel: 'sms', address: '13800000025' } as const
  const begun = await open(test, 'completion', 'entity-without-code', desk)
  test.passTime(61_000)
  await prove(begun, phone)
  const form = { way: 'legacy', login: 'haiwai2017', contact, ...(await solved(desk)) } as const
  const { resetId } = await desk.client.identity.passwordResets.open(form)
  const code = await codeTo(test, contact.address)
  await desk.client.identity.passwordResets.finish({ resetId, code, password: 'Fresh-Pass-9' })
  await test.ra.services.store.cleanUp(Date.now())
  const left = inDatabase((db) =>
    db.prepare('SELECT state, phone FROM dossiers WHERE id = ?').get(begun.dossierId),
  )
  expect(left).toEqual({ state: 'expired', phone: null })
})

describe('a dossier that is over', () => {
  const given = (dossierId: string) =>
    inDatabase((db) => String(db.prepare('SELECT given FROM dossiers WHERE id = ?').get(dossierId)?.given))

  it.each(['done', 'refused'] as const)('and %s keeps no password', async (state) => {
    const applicant = await foreign(test)
    await submit(applicant)
    expect(given(applicant.dossierId)).toContain('scrypt')
    const { operator } = (await operatorAt(test)).client
    const { dossierId } = applicant
    if (state === 'done') await operator.approveDossier({ dossierId })
    else await operator.refuseDossier({ dossierId, reason: '材料不符' })
    expect(given(dossierId)).not.toContain('scrypt')
  })
})

it('an account that was never completed is not closed, because its document would be free', async () => {
  const { store } = test.ra.services
  const { phone } = await registered(test)
  const account = await store.account((await store.secretOf('phone', phone))?.ownerId ?? '')
  if (account === null) throw new Error('nobody is registered')
  const old = { ...account, id: 'closing-account-1', userName: 'closing', phone: mobile(), complete: false }
  await store.addAccount({ ...old, idNumber: residentId() })
  const desk = await loggedIn(test, 'id-number', (await store.account(old.id))?.idNumber ?? '')
  expect((await refusalOf(desk.client.identity.account.close({ password }))).code).toBe(
    'dossier-step-missing',
  )
})

it('a document of a dossier may be longer than any other call, and nobody without the dossier sends one', async () => {
  const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
  const stranger = (await open(test, 'registration', 'entity-without-code')).desk
  const content = pdfWith(`%${'x'.repeat(2 * raLimits.body)}`)
  const upload = (by: typeof desk) =>
    by.client.identity.dossiers.upload({ dossierId, purpose: 'subject-proof', fileName: 'a.pdf', content })
  expect((await upload(desk)).dossier.uploads).toHaveLength(1)
  expect((await refusalOf(upload(stranger))).code).toBe('dossier-unknown')
})

it('uploads without an account take no room from those with one', async () => {
  const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
  const slow = Array.from({ length: 8 }, () => {
    const headers = {
      'content-type': 'application/json',
      'content-length': '1000',
      authorization: `Bearer ${desk.token}`,
      'x-ra-client': desk.clientId,
    }
    const path = `${raPathPrefix}/identity/dossiers/${dossierId}/uploads`
    const one = request(test.ra.url + path, { method: 'POST', headers })
    one.on('error', () => {})
    one.write('{')
    return one
  })
  try {
    const refused = Promise.all(slow.map((one) => new Promise((resolve) => one.on('response', resolve))))
    await Promise.race([refused, new Promise((resolve) => setTimeout(resolve, 1500))])
    const person = await loggedIn(test, 'phone', '13800000003', demoPassword)
    await person.client.uploads.create({ fileName: 'a.pdf', content: pdfWith('') })
  } finally {
    for (const one of slow) one.destroy()
  }
})
