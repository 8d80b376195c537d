import { createRequire, syncBuiltinESMExports } from 'node:module'
import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemoAccounts } from '../../../src/ra/seed/accounts.ts'
import { putOperator } from '../../../src/ra/seed/operators.ts'
import { raContract, raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import { startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, holderAt } from './holder.ts'

/** What the authority did for one call: what it asked its store, and how many passwords it derived. */
let work: string[] = []

const crypto = createRequire(import.meta.url)('node:crypto') as { scrypt: (...all: unknown[]) => unknown }
const { scrypt } = crypto

let test: TestRa
beforeAll(async () => {
  test = await startTestRa({ embedded: false, passphrase: 'a real one' })
  const { store } = test.ra.services
  const now = Date.now()
  await seedDemoAccounts(store, now)
  await putOperator(store, 'operator', 'correct horse battery')
  const account = await store.accountByUserName('wangfang')
  const token = { kind: 'ukey', vendor: 'virtual', serial: 'KEY-1', unlockSecret: null } as const
  await store.registerToken({ ...token, accountId: account?.id ?? '' }, now)
  const closed = { kind: 'person', userName: 'closed', applicantName: '停用' } as const
  const secrets = { idType: 'resident-id', idNumber: '110105199001010010', passwordHash: null } as const
  const rest = { phone: '13800000099', email: null, complete: true, closed: true, createdAt: now }
  await store.addAccount({ id: 'closed-account', ...closed, ...secrets, ...rest })
  await store.registerToken({ ...token, serial: 'KEY-CLOSED', accountId: 'closed-account' }, now)
  for (const [name, operation] of Object.entries(store))
    Reflect.set(store, name, (...all: readonly unknown[]) => {
      // The audit log is chained by itself, whatever is asked meanwhile.
      if (name !== 'auditTail' && name !== 'chainAudit') work.push(name)
      return Reflect.apply(operation, store, all)
    })
  crypto.scrypt = (...all) => {
    work.push(`scrypt ${JSON.stringify(all[3])}`)
    return scrypt(...all)
  }
  syncBuiltinESMExports()
})
afterAll(async () => {
  crypto.scrypt = scrypt
  syncBuiltinESMExports()
  await test.end()
})

/** Where somebody says who he is: a wrong answer for a name that is known, and for others. */
type Door = {
  readonly procedure: string
  readonly known: object
  readonly unknown: readonly object[]
  readonly rest: object
}

const byPassword = (loginKind: string, known: string, unknown: readonly string[]): Door => ({
  procedure: 'sessions.byPassword',
  known: { loginKind, login: known },
  unknown: unknown.map((login) => ({ loginKind, login })),
  rest: { password: 'wrong' },
})

const doors: readonly Door[] = [
  {
    procedure: 'sessions.byName',
    known: { userName: 'lijun' },
    unknown: [{ userName: 'nobody' }, { userName: 'closed' }],
    rest: { applicantName: '李君' },
  },
  byPassword('phone', '13800000002', ['13999999999', '13800000099']),
  byPassword('id-number', '31011519760822311X', ['110108199001010015', '110105199001010010']),
  byPassword('credit-code', '91310115MA1QY2N69M', ['91310115MA00000000']),
  byPassword('handler', '13800000006', ['13999999999', '13800000099']),
  byPassword('legacy', 'fanyu1998', ['nobody', 'demo']),
  {
    procedure: 'sessions.identify',
    known: { tokenSerial: 'KEY-1' },
    unknown: [{ tokenSerial: 'KEY-NOBODY' }, { tokenSerial: 'KEY-CLOSED' }],
    rest: { phone: '13800000077' },
  },
  {
    procedure: 'operator.login',
    known: { name: 'operator' },
    unknown: [{ name: 'nobody' }],
    rest: { password: 'wrong' },
  },
]

/** They take a session or a random number that the authority gave out, and no name. */
const nameless = [
  ...['captcha.create', 'sessions.byIdentification', 'sessions.sendCode', 'sessions.byCode'],
  ...['sessions.current', 'sessions.close', 'operator.logout'],
]

const procedures: { readonly name: string; readonly path: string; readonly tags: readonly string[] }[] = []
traverseContractProcedures({ router: raContract, path: [] }, ({ contract, path }) => {
  const { path: address = '', tags = [] } = contract['~orpc'].route
  procedures.push({ name: path.join('.'), path: address, tags })
})

/**
 * A pause that began with the call before has run for a while; no pause differs from another by less than this. Every
 * request has another number.
 */
const roughly = (body: string): string =>
  body
    .replace(/,"requestId":"[0-9a-f-]{36}"/, '')
    .replace(/"seconds":(\d+)/, (_, seconds) => `"seconds":${Math.ceil(Number(seconds) / 30) * 30}`)

async function call(procedure: string, body: object, captcha: boolean) {
  const path = procedures.find(({ name }) => name === procedure)?.path ?? ''
  const { captchaId } = await holderAt(test.ra.url).client.captcha.create({})
  const solved = captcha ? { captchaId, captchaAnswer } : {}
  work = []
  const answer = await fetch(`${test.ra.url}${raPathPrefix}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...solved }),
  })
  return { status: answer.status, body: roughly(await answer.text()), work }
}

describe('whether somebody is known', () => {
  it('is asked at these doors and no others', () => {
    const asked = procedures.filter(({ name, tags }) => tags.includes('login') || /^operator\.log/.test(name))
    const covered = [...doors.map(({ procedure }) => procedure), ...nameless]
    expect(asked.map(({ name }) => name).toSorted()).toEqual([...new Set(covered)].toSorted())
  })

  it.each(doors.map((door) => [`${door.procedure} ${Object.values(door.known).join(' ')}`, door] as const))(
    'is not told by %s: the same answer and the same work from the first try to the pause',
    async (_, { procedure, known, unknown, rest }) => {
      const clientIds = [{}, { clientId: 'a-device-that-nobody-knows' }]
      for (let i = 0; i < 7; i++) {
        const more = { ...rest, ...clientIds[i % 2] }
        const captcha = procedure !== 'operator.login' || i > 2
        const expected = await call(procedure, { ...known, ...more }, captcha)
        expect(expected.status).toBeGreaterThanOrEqual(400)
        expect(expected.status).toBeLessThan(500)
        expect(expected.body).not.toContain('bad-payload')
        const derived = expected.work.filter((one) => one.startsWith('scrypt'))
        if (i === 0) expect(derived).toHaveLength('password' in rest ? 1 : 0)
        expect(expected.work.length).toBeGreaterThan(1)
        for (const name of unknown)
          expect(await call(procedure, { ...name, ...more }, captcha)).toEqual(expected)
      }
    },
  )

  it('is not told by codes: one for an identification that never was is as stale as an old one', async () => {
    const answers = ['AAAAAAAAAAAAAAAAAAAAAA', 'closed-account-000000'].map((identificationId) =>
      call('sessions.byIdentification', { identificationId, code: '123456' }, false),
    )
    const [one, two] = await Promise.all(answers)
    expect(one?.body).toContain('code-stale')
    expect(two?.body).toBe(one?.body)
  })
})
