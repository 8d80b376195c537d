import { createRequire, syncBuiltinESMExports } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isCreditCode } from '../../../src/shared/identity-numbers/identity-numbers.ts'
import { raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import {
  type Applicant,
  agreementVersion,
  codeTo,
  type Desk,
  deskAt,
  fanyu,
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
  residentId,
  solved,
  submit,
} from './applicant.ts'
import { operatorAt, refusalOf, startTestRa, type TestRa } from './authority.ts'

const demoPassword = 'Demo-2026'
const crypto = createRequire(import.meta.url)('node:crypto') as { scrypt: (...all: unknown[]) => unknown }
const { scrypt } = crypto

let test: TestRa
const unknownCode =
  [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((end) => `91440101MA5900000${end}`).find(isCreditCode) ?? ''

/** What the authority asked its store, and how many passwords it derived. */
let work: string[] = []
let known: Awaited<ReturnType<typeof registered>>
let closed: Awaited<ReturnType<typeof registered>>
beforeAll(async () => {
  test = await startTestRa()
  const { store } = test.ra.services
  for (const [name, operation] of Object.entries(store))
    Reflect.set(store, name, (...all: readonly unknown[]) => {
      // The audit log is chained by itself, whatever is asked meanwhile.
      if (name !== 'auditTail' && name !== 'chainAudit') work.push(name)
      return Reflect.apply(operation, store, all)
    })
  crypto.scrypt = (...all) => {
    work.push('scrypt')
    return scrypt(...all)
  }
  syncBuiltinESMExports()
  known = await registered(test, { person: personOf('王知名') })
  closed = await registered(test)
  const desk = await loggedIn(test, 'phone', closed.phone)
  await desk.client.identity.account.close({ password })
})
afterAll(async () => {
  crypto.scrypt = scrypt
  syncBuiltinESMExports()
  await test.end()
})
// Codes go to the same people again and again.
beforeEach(() => test.passTime(24 * 3_600_000))

type Said = { readonly status: number; readonly body: unknown; readonly work: readonly string[] }

/** A call as any program makes it. What is random or the time of day is left out of the answer. */
async function said(desk: Desk, method: string, path: string, body: object): Promise<Said> {
  work = []
  const answer = await fetch(`${test.ra.url}${raPathPrefix}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-ra-client': desk.clientId,
      ...(desk.token === null ? {} : { authorization: `Bearer ${desk.token}` }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  const text = (await answer.text()).replace(
    /"(resetId|requestId|expiresAt|againAt|id|number|openedAt)":"[^"]*"/g,
    '"$1":""',
  )
  return { status: answer.status, body: JSON.parse(text), work: [...work] }
}

describe('whether somebody is known is not told', () => {
  const asked = async (way: string, login: string, address: string) => {
    const desk = deskAt(test.ra.url)
    const channel = address.includes('@') ? 'mail' : 'sms'
    const contact = { channel, address }
    const form = { way, login, contact, ...(await solved(desk)) }
    return said(desk, 'POST', '/identity/password-resets', form)
  }
  it.each([
    ['an unknown phone', () => asked('phone', '13999999999', '13999999999')],
    ['a phone on record, asked with another address', () => asked('phone', known.phone, '13999999998')],
    ['a closed account', () => asked('phone', closed.phone, closed.phone)],
    ['an unknown document', () => asked('id-number', '110108199001010015', '13999999997')],
    ['an unknown old account', () => asked('legacy', 'nobody', '13999999996')],
    ['an unknown credit code', () => asked('credit-code', '91310115MA00000000', '13999999995')],
    ['a login that is no login', () => asked('legacy', "' OR 1=1 --", '13999999994')],
  ])('by a forgotten password of %s: the answer and the work are those of a known one', async (_, ask) => {
    const expected = await asked('phone', known.phone, known.phone)
    expect(expected.status).toBe(200)
    expect(await ask()).toEqual(expected)
  })

  it('by the codes of these: each is wrong in the same way, and the same work', async () => {
    const desk = deskAt(test.ra.url)
    const opened = async (login: string) =>
      (
        await desk.client.identity.passwordResets.open({
          ...{ way: 'phone' as const, login, contact: { channel: 'sms' as const, address: login } },
          ...(await solved(desk)),
        })
      ).resetId
    const finish = (resetId: string) =>
      said(desk, 'POST', `/identity/password-resets/${resetId}`, { code: '000000', password: 'Fresh-Pass-9' })
    const expected = await finish(await opened(known.phone))
    expect(expected.body).toMatchObject({ data: { code: 'identity-code-wrong', params: { triesLeft: 4 } } })
    expect(await finish(await opened('13999999993'))).toEqual(expected)
  })

  it.each([
    ['an unknown phone', () => '13999999999'],
    ['an unknown document', () => residentId()],
    ['a closed account', () => closed.phone],
    ['an account that was not completed', () => '13800000022'],
    ['an entity', () => '91310115MA1QY2N69M'],
  ])('by asking for a handler: %s is answered as a known one', async (_, login) => {
    const { desk, dossierId } = await open(test, 'registration', 'entity')
    const ask = (typed: string) =>
      said(desk, 'POST', `/identity/dossiers/${dossierId}/handler/codes`, {
        handler: { how: 'registered', login: typed },
      })
    const typed = login()
    const expected = await ask(
      /^1/.test(typed) && typed.length === 11 ? known.phone : known.person.document.number,
    )
    test.passTime(61_000)
    const answer = await ask(typed)
    const masks = (one: Said) => ({ ...one, body: { ...(one.body as object), masked: null } })
    expect(masks(answer)).toEqual(masks(expected))
    const bind = await refusalOf(desk.client.identity.dossiers.bindHandler({ dossierId, code: '000000' }))
    expect(bind).toEqual({ code: 'identity-code-wrong', params: { triesLeft: 4 } })
  })

  it.each(['phone', 'mail'] as const)('by asking for a code to a %s', async (channel) => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const ask = async (phone: string) => {
      const contact =
        channel === 'phone'
          ? { channel: 'sms', address: phone }
          : { channel: 'mail', address: `${phone}@example.cn` }
      const answer = await said(desk, 'POST', `/identity/dossiers/${dossierId}/codes`, { contact })
      test.passTime(61_000)
      return { ...answer, body: { ...(answer.body as object), masked: null } }
    }
    expect(await ask('13999999992')).toEqual(await ask(known.phone))
  })

  it('by the number of a document, as long as no phone is proved', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const put = async (number: string) => {
      const answer = await said(desk, 'PUT', `/identity/dossiers/${dossierId}/person`, {
        person: personOf('甲', number),
      })
      return { status: answer.status, work: answer.work }
    }
    const expected = await put(residentId())
    expect(expected.status).toBe(200)
    expect(await put(known.person.document.number)).toEqual(expected)
    expect(await put(closed.person.document.number)).toEqual(expected)
  })

  it('without end by one proved phone: after five documents that are taken it gets no more answers', async () => {
    const applicant = await open(test, 'registration', 'person')
    const { desk, dossierId } = applicant
    await prove(applicant, mobile())
    const codes: string[] = []
    for (let i = 0; i < 6; i++) {
      const put = desk.client.identity.dossiers.putPerson({ dossierId, person: known.person })
      codes.push((await refusalOf(put)).code)
    }
    expect(codes).toEqual([...Array(5).fill('identity-exists'), 'too-many-codes'])
  })

  it('by the register: an unknown code is answered as a known one with another representative', async () => {
    const check = async (creditCode: string) => {
      const { desk, dossierId } = await open(test, 'registration', 'entity')
      const registeredAs = {
        ...newEntity,
        creditCode,
        representative: { ...newEntity.representative, name: '别人' },
      }
      return said(desk, 'PUT', `/identity/dossiers/${dossierId}/register`, { registered: registeredAs })
    }
    const expected = await check(newEntity.creditCode)
    expect(expected.body).toMatchObject({ data: { code: 'register-differs' } })
    expect(await check('91310115MA1QY2N69M')).toEqual(expected)
    expect(await check(unknownCode)).toEqual(expected)
  })

  it('by linking: an unknown old account is answered as one with another password, after one derivation', async () => {
    const desk = await loggedIn(test, 'phone', known.phone)
    const link = async (login: string) =>
      said(desk, 'POST', '/identity/legacy-link', { login, password: 'wrong', ...(await solved(desk)) })
    const expected = await link('haiwai2017')
    expect(expected.work.filter((one) => one === 'scrypt')).toHaveLength(1)
    expect(await link('nobody2017')).toEqual(expected)
  })

  it('by dossiers: one of somebody else is as unknown as one that never was', async () => {
    const theirs = await open(test, 'registration', 'person')
    const { desk } = await open(test, 'registration', 'person')
    const get = (dossierId: string) => said(desk, 'GET', `/identity/dossiers/${dossierId}`, {})
    const expected = await get('AAAAAAAAAAAAAAAAAAAAAA')
    expect(expected).toMatchObject({ status: 404, body: { data: { code: 'dossier-unknown' } } })
    expect(await get(theirs.dossierId)).toEqual(expected)
  })
})

describe('a code', () => {
  const asking = async (address: string, applicant?: Applicant) => {
    const own = applicant ?? (await open(test, 'registration', 'person'))
    const channel = address.includes('@') ? ('mail' as const) : ('sms' as const)
    await own.desk.client.identity.dossiers.sendCode({
      dossierId: own.dossierId,
      contact: { channel, address },
    })
    return { ...own, code: await codeTo(test, address) }
  }
  const proving = ({ desk, dossierId }: Applicant, code: string, channel: 'sms' | 'mail' = 'sms') =>
    refusalOf(desk.client.identity.dossiers.proveContact({ dossierId, channel, code }))

  it('is useless after five wrong guesses, even the right one', async () => {
    const own = await asking(mobile())
    const wrong = own.code === '000000' ? '000001' : '000000'
    for (let left = 4; left >= 0; left--)
      expect((await proving(own, wrong)).params).toEqual({ triesLeft: left })
    expect((await proving(own, own.code)).code).toBe('identity-code-stale')
  })

  it('is useless after five minutes', async () => {
    const own = await asking(mobile())
    test.passTime(5 * 60_000)
    expect((await proving(own, own.code)).code).toBe('identity-code-stale')
  })

  it('is useless when it was used', async () => {
    const own = await asking(mobile())
    const { dossierId } = own
    await own.desk.client.identity.dossiers.proveContact({ dossierId, channel: 'sms', code: own.code })
    expect((await proving(own, own.code)).code).toBe('identity-code-stale')
  })

  it('is useless when the next one was sent', async () => {
    const own = await asking(mobile())
    test.passTime(61_000)
    const again = await asking(mobile(), own)
    if (again.code !== own.code) expect((await proving(own, own.code)).code).toBe('identity-code-wrong')
  })

  it('proves the address that it went to, whatever was asked for since', async () => {
    const address = mobile()
    const own = await asking(address)
    const { desk, dossierId } = own
    const early = desk.client.identity.dossiers.sendCode({
      dossierId,
      contact: { channel: 'sms', address: known.phone },
    })
    expect((await refusalOf(early)).code).toBe('code-too-soon')
    await desk.client.identity.dossiers.proveContact({ dossierId, channel: 'sms', code: own.code })
    const { dossier } = await desk.client.identity.dossiers.get({ dossierId })
    expect(dossier.phone).toBe(`${address.slice(0, 3)}****${address.slice(-4)}`)
  })

  it('for a phone does not prove a mail address', async () => {
    const own = await asking(mobile())
    test.passTime(1000)
    const both = await asking('x@example.cn', own)
    if (both.code !== own.code)
      expect((await proving(own, own.code, 'mail')).code).toBe('identity-code-wrong')
  })

  it('of one dossier is nothing in another', async () => {
    const one = await asking(mobile())
    const other = await asking(mobile())
    if (one.code !== other.code) expect((await proving(other, one.code)).code).toBe('identity-code-wrong')
  })

  it('for a dossier does not reset a password', async () => {
    const desk = deskAt(test.ra.url)
    const { resetId } = await desk.client.identity.passwordResets.open({
      ...{
        way: 'phone' as const,
        login: known.phone,
        contact: { channel: 'sms' as const, address: known.phone },
      },
      ...(await solved(desk)),
    })
    const reset = await codeTo(test, known.phone)
    test.passTime(1000)
    const own = await asking(known.phone)
    const finish = desk.client.identity.passwordResets.finish({
      resetId,
      code: own.code,
      password: 'Fresh-Pass-9',
    })
    if (own.code !== reset) expect((await refusalOf(finish)).code).toBe('identity-code-wrong')
  })

  it('is not sent to one address more often than ten times a day, however many dossiers ask', async () => {
    const address = mobile()
    for (let i = 0; i < 10; i++) await asking(address)
    expect((await refusalOf(asking(address))).code).toBe('too-many-codes')
  })

  it('is not sent again within a minute', async () => {
    const own = await asking(mobile())
    expect(await refusalOf(asking(mobile(), own))).toMatchObject({ code: 'code-too-soon' })
  })

  it('is never in an answer', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const address = mobile()
    const answer = await said(desk, 'POST', `/identity/dossiers/${dossierId}/codes`, {
      contact: { channel: 'sms', address },
    })
    expect(JSON.stringify(answer.body)).not.toContain(await codeTo(test, address))
  })

  it('of one captcha opens one dossier', async () => {
    const desk = deskAt(test.ra.url)
    const captcha = await solved(desk)
    const opening = { purpose: 'registration', kind: 'person', ...captcha } as const
    await desk.client.identity.dossiers.open(opening)
    expect((await refusalOf(desk.client.identity.dossiers.open(opening))).code).toBe('captcha-stale')
  })

  it.each(['registration', 'appeal'] as const)('without a captcha opens no %s', async (purpose) => {
    const desk = deskAt(test.ra.url)
    expect((await refusalOf(desk.client.identity.dossiers.open({ purpose, kind: 'person' }))).code).toBe(
      'captcha-wrong',
    )
  })
})

describe('what belongs to somebody else', () => {
  it.each([
    ['seen', 'GET', '', {}],
    ['given up', 'DELETE', '', {}],
    ['sent codes', 'POST', '/codes', { contact: { channel: 'sms', address: '13999999991' } }],
    ['proved', 'POST', '/proofs', { channel: 'sms', code: '123456' }],
    ['filled in', 'PUT', '/person', { person: personOf() }],
    ['checked', 'PUT', '/register', { registered: newEntity }],
    ['given details', 'PUT', '/details', { place }],
    [
      'given files',
      'POST',
      '/uploads',
      { purpose: 'subject-proof', fileName: 'a.pdf', content: pdfWith('') },
    ],
    ['given a handler', 'PUT', '/handler', { code: '123456' }],
    ['submitted', 'POST', '/submission', { agreementVersion, password }],
  ] as const)(
    'is a dossier that cannot be %s: by another secret, another client, or a session',
    async (_, method, end, body) => {
      const theirs = await open(test, 'registration', 'person')
      const mine = await open(test, 'registration', 'person')
      const session = await loggedIn(test, 'phone', '13800000002', demoPassword)
      const thief = deskAt(test.ra.url, theirs.desk.token)
      const before = await theirs.desk.client.identity.dossiers.get({ dossierId: theirs.dossierId })
      for (const desk of [mine.desk, session, thief, deskAt(test.ra.url)]) {
        const answer = await said(desk, method, `/identity/dossiers/${theirs.dossierId}${end}`, body)
        expect(answer).toMatchObject({ status: 404, body: { data: { code: 'dossier-unknown' } } })
      }
      expect(await theirs.desk.client.identity.dossiers.get({ dossierId: theirs.dossierId })).toEqual(before)
    },
  )

  it('is no session: the secret of a dossier opens none, and a session is no secret of a dossier', async () => {
    const { desk } = await open(test, 'registration', 'person')
    expect((await refusalOf(desk.client.identity.account.centre({}))).code).toBe('session-ended')
    expect((await refusalOf(desk.client.operator.dossiers({}))).code).toBe('session-ended')
  })

  it.each(['dossiers', 'register', 'practitioners'] as const)(
    'are the %s of operators, for an account',
    async (what) => {
      const desk = await loggedIn(test, 'phone', known.phone)
      expect((await refusalOf(desk.client.operator[what]({}))).code).toBe('session-ended')
    },
  )

  it('is the decision about a dossier, for its applicant', async () => {
    const applicant = await foreign(test)
    await submit(applicant)
    const { dossierId, desk } = applicant
    expect((await refusalOf(desk.client.operator.approveDossier({ dossierId }))).code).toBe('session-ended')
    expect((await desk.client.identity.dossiers.get({ dossierId })).dossier.state).toBe('awaiting-review')
  })

  it('are the files of a dossier, for other accounts and other dossiers', async () => {
    const applicant = await foreign(test)
    const { dossier } = await applicant.desk.client.identity.dossiers.get({ dossierId: applicant.dossierId })
    const uploadId = dossier.uploads[0]?.uploadId ?? ''
    const other = await loggedIn(test, 'phone', known.phone)
    expect((await refusalOf(other.client.operator.attachment({ uploadId }))).code).toBe('session-ended')
    const form = {
      business: 'issue',
      idempotencyKey: 'attack-key-0000001',
      token: { kind: 'soft', vendor: 'x', serial: 'S' },
    } as const
    const opening = other.client.requests.open({
      ...form,
      application: { agreementAccepted: true, attachments: [uploadId] },
    })
    expect((await refusalOf(opening)).code).toBe('attachment-unknown')
  })

  it('is a session of another account, to end', async () => {
    const mine = await loggedIn(test, 'phone', known.phone)
    const theirs = await loggedIn(test, 'phone', '13800000002', demoPassword)
    const [session] = (await theirs.client.identity.account.sessions({})).sessions
    await mine.client.identity.account.endSession({ sessionId: session?.id ?? '' })
    expect((await theirs.client.sessions.current({})).account.userName).toBe('wangfang')
  })

  it('is an account for which nobody made one a handler', async () => {
    const desk = await loggedIn(test, 'phone', known.phone)
    const { store } = test.ra.services
    const target = await store.accountByUserName('qingyun')
    const acting = desk.client.identity.account.actFor({ accountId: target?.id ?? '' })
    expect((await refusalOf(acting)).code).toBe('not-found')
  })

  it.each([
    ['close it', (desk: Desk) => desk.client.identity.account.close({ password: demoPassword })],
    [
      'change its password',
      (desk: Desk) =>
        desk.client.identity.account.changePassword({ present: demoPassword, next: 'Other-Pass-1' }),
    ],
    [
      'change its phone',
      (desk: Desk) => desk.client.identity.account.sendContactCode({ channel: 'sms', address: null }),
    ],
    ['list its sessions', (desk: Desk) => desk.client.identity.account.sessions({})],
    [
      'remove a handler',
      (desk: Desk) => desk.client.identity.account.removeHandler({ personId: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    ],
    [
      'bind a handler',
      (desk: Desk) => desk.client.identity.dossiers.open({ purpose: 'handler', kind: 'entity' }),
    ],
    [
      'link an old account',
      async (desk: Desk) =>
        desk.client.identity.account.linkLegacy({
          login: 'fanyu1998',
          password: demoPassword,
          ...(await solved(desk)),
        }),
    ],
  ] as const)('is the account for which one acts: a handler cannot %s', async (_, act) => {
    const desk = await loggedIn(test, 'handler', '13800000006', demoPassword)
    expect((await refusalOf(act(desk))).code).toBe('account-owner-wanted')
  })
})

describe('a session', () => {
  it('cannot be chosen by whoever logs in', async () => {
    const desk = deskAt(test.ra.url, 'chosen-by-an-attacker-0000000000')
    const session = await desk.client.sessions.byPassword({
      ...{ loginKind: 'phone' as const, login: known.phone, password, clientId: desk.clientId },
      ...(await solved(desk)),
    })
    expect(session.token).not.toBe(desk.token)
    expect((await refusalOf(desk.client.identity.account.centre({}))).code).toBe('session-ended')
  })

  it('changes when a handler chooses for whom to act, and the one before ends', async () => {
    const desk = await loggedIn(test, 'handler', '13800000006', demoPassword)
    const thief: Desk = { ...desk, token: desk.token }
    const { token } = await desk.client.identity.account.actFor({ accountId: null })
    expect(token).not.toBe(thief.token)
    const answer = await said(thief, 'GET', '/sessions/current', {})
    expect(answer.status).toBe(401)
  })

  it('of the old account ends when it is completed', async () => {
    const old = await loggedIn(test, 'legacy', 'fanyu1998', demoPassword)
    const session: Desk = { ...old, token: old.token }
    const applicant = await open(test, 'completion', 'entity', old)
    const { dossierId } = applicant
    const { dossiers } = old.client.identity
    await dossiers.checkRegister({ dossierId, registered: fanyu })
    await dossiers.putDetails({ dossierId, place })
    await prove(applicant, mobile())
    await prove(applicant, 'fanyu@example.cn')
    await dossiers.askHandler({ dossierId, handler: { how: 'registered', login: known.phone } })
    await dossiers.bindHandler({ dossierId, code: await codeTo(test, known.phone) })
    await submit(applicant)
    expect((await said(session, 'GET', '/sessions/current', {})).status).toBe(401)
  })

  it('that was stolen leaves nothing behind: what was begun in it ends with the password', async () => {
    const thief = await loggedIn(test, 'credit-code', '91320500MA1DEMR17D', demoPassword)
    const owner = await loggedIn(test, 'credit-code', '91320500MA1DEMR17D', demoPassword)
    const applicant = await open(test, 'handler', 'entity', thief)
    await owner.client.identity.account.changePassword({ present: demoPassword, next: 'Other-Pass-1' })
    const { dossierId } = applicant
    const ask = thief.client.identity.dossiers.askHandler({
      dossierId,
      handler: { how: 'registered', login: known.phone },
    })
    expect((await refusalOf(ask)).code).toBe('dossier-closed')
  })

  it('that was stolen is no place to guess the password: five tries, then a pause', async () => {
    const thief = await loggedIn(test, 'phone', '13800000003', demoPassword)
    const codes: string[] = []
    for (let i = 0; i < 6; i++) {
      const guess = thief.client.identity.account.changePassword({
        present: `guess ${i}`,
        next: 'Other-Pass-1',
      })
      codes.push((await refusalOf(guess)).code)
    }
    expect(codes.at(-1)).toBe('account-paused')
    expect(codes.filter((code) => code === 'password-wrong').length).toBeLessThanOrEqual(8)
  })
})

describe('more in a body than the contract knows', () => {
  it.each([
    ['a state', { state: 'done' }],
    ['an account', { accountId: 'agency' }],
    ['a proof', { phone: '13999999990', email: 'x@example.cn' }],
    ['a prototype', JSON.parse('{"__proto__":{"complete":true}}') as object],
    ['another kind', { kind: 'agency', purpose: 'agency-change' }],
    ['a decision', { decidedBy: 'operator', steps: [] }],
  ])('sets nothing: %s', async (_, more) => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const put = { person: { ...personOf(), ...more, document: { ...personOf().document, ...more } }, ...more }
    // The purpose and the kind of a document are real fields, so another one is refused as a whole.
    const answer = await said(desk, 'PUT', `/identity/dossiers/${dossierId}/person`, {
      ...put,
      person: { ...put.person, document: personOf().document },
    })
    expect(answer.status).toBe(200)
    const { dossier } = await desk.client.identity.dossiers.get({ dossierId })
    expect(dossier).toMatchObject({
      state: 'open',
      kind: 'person',
      purpose: 'registration',
      phone: null,
      email: null,
      account: null,
    })
    expect(dossier.missing).toEqual(['phone', 'email'])
  })

  it('makes no account complete or of another kind at the submission', async () => {
    const applicant = await open(test, 'registration', 'person')
    const { desk, dossierId } = applicant
    const body = {
      agreementVersion,
      password,
      kind: 'agency',
      complete: true,
      given: { phone: '13999999990' },
    }
    const answer = await said(desk, 'POST', `/identity/dossiers/${dossierId}/submission`, body)
    expect(answer.body).toMatchObject({ data: { code: 'dossier-step-missing' } })
  })

  it('skips no step by another: a person cannot be checked as an entity', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const check = desk.client.identity.dossiers.checkRegister({ dossierId, registered: newEntity })
    expect((await refusalOf(check)).code).toBe('dossier-step-unfit')
  })
})

describe('what operators see', () => {
  const markup = '<img src=x onerror=alert(1)>'
  it.each([
    ['markup', markup],
    ['a script', '<script>alert(1)</script>'],
    ['a text that reads backwards', '王\u202e芳'],
    ['an invisible letter', '王\u200b芳'],
    ['a line break', '王\n芳'],
  ])('has no name of a person with %s', async (_, name) => {
    const { desk, dossierId } = await open(test, 'registration', 'person')
    const put = desk.client.identity.dossiers.putPerson({ dossierId, person: personOf(name) })
    expect(['name-unfit', 'bad-payload']).toContain((await refusalOf(put)).code)
  })

  it('is text, where markup may be a name: of an entity and of a file', async () => {
    const applicant = await foreign(test, `海外 ${markup}`)
    const { desk, dossierId } = applicant
    const upload = {
      dossierId,
      purpose: 'subject-proof',
      fileName: `../${markup}.pdf`,
      content: pdfWith('7 0 obj\n<<>>\nendobj'),
    } as const
    await desk.client.identity.dossiers.upload(upload)
    await submit(applicant)
    const { client, token } = await operatorAt(test)
    const [file] = (await client.operator.dossiers({ text: applicant.phone })).dossiers
    expect(file?.entity?.name).toBe(`海外 ${markup}`)
    const answer = await fetch(`${test.ra.url}${raPathPrefix}/operator/dossiers`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['a page that calls itself PDF', Buffer.from('<html><script>alert(1)</script>').toString('base64')],
    [
      'a PDF behind markup',
      Buffer.from(`<html>${Buffer.from(pdfWith(''), 'base64').toString('latin1')}`).toString('base64'),
    ],
  ])('is no %s', async (_, content) => {
    const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
    const upload = { dossierId, purpose: 'subject-proof', fileName: 'a.pdf', content } as const
    expect((await refusalOf(desk.client.identity.dossiers.upload(upload))).code).toBe('upload-not-pdf')
  })

  it('is not filled by one dossier: its thirteenth file is refused', async () => {
    const { desk, dossierId } = await open(test, 'registration', 'entity-without-code')
    const upload = (n: number) =>
      desk.client.identity.dossiers.upload({
        ...{
          dossierId,
          purpose: 'subject-proof',
          fileName: 'a.pdf',
          content: pdfWith(`${n} 0 obj\n<<>>\nendobj`),
        },
      })
    for (let n = 2; n < 14; n++) await upload(n)
    expect((await refusalOf(upload(14))).code).toBe('too-many-requests')
  })
})

it('no fault was written to the log meanwhile', () => {
  expect(test.faults.filter((line) => line.startsWith('fault'))).toEqual([])
})
