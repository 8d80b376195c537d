import { hashPassword } from '../../../../src/ra/accounts/password.ts'
import { triesDesk } from '../../../../src/ra/accounts/tries.ts'
import type { Call } from '../../../../src/ra/api/call.ts'
import type { CrlDesk } from '../../../../src/ra/ca/crl.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import type { Account, Crl } from '../../../../src/ra/records.ts'
import { requestDesk } from '../../../../src/ra/requests/desk.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import type { Services } from '../../../../src/ra/services.ts'
import { carryOut } from '../../../../src/ra/store/sql/transact.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, now } from '../rules/samples.ts'
import { memory } from '../store/sql/memory.ts'
import { storeOf } from '../store-of.ts'

export const ca = newCaKeys(now)
export const password = 'the right Password 1'
/** Derived at little cost. */
export const passwordHash = await hashPassword(password, { N: 2, r: 1, p: 1 })

const crl: Crl = {
  ...{ issuer: 'issuing', number: 3, der: Uint8Array.of(1), thisUpdate: now, nextUpdate: now + 1000 },
  ...{ entries: 2, changes: 0 },
}

/** The authority on tables in memory. `passed` are the limits and captchas that calls went through, in order. */
export function apiPlace(more: Partial<Services> = {}) {
  const at = memory()
  const passed: string[] = []
  const logged: string[] = []
  const store = storeOf(at.store)
  const clock = () => now
  const limit = (what: string) => async (whose: string) => void passed.push(`${what} ${whose}`)
  const desk: CrlDesk = {
    current: async () => crl,
    publish: async () => ({ ...crl, number: 4 }),
    kept: async () => new Map(),
  }
  const services = {
    ...{ name: '示例', demo: false, publicUrl: 'http://ra.example', operatorUrl: null, startedAt: now - 1 },
    ...{ clock, store, profile: demoProfile, ca, issuerText: 'CN=示例', addresses, crl: desk, cashier: null },
    captcha: { check: async (id: string, answer: string) => void passed.push(`captcha ${id} ${answer}`) },
    tries: triesDesk(store, clock),
    limits: {
      ...{ captchas: limit('captchas'), logins: limit('logins'), codes: limit('codes') },
      ...{ uploads: limit('uploads'), openings: limit('openings') },
    },
    requests: requestDesk({
      ...{ store, ca, addresses, clock, reached: () => {}, profile: demoProfile, sender: '示例' },
    }),
    log: (line: string) => void logged.push(line),
    ...more,
  } as Services
  return {
    ...at,
    ...{ services, passed, logged },
    /** A call, in no session unless one is named. */
    call: (bearer: string | null = null, clientId: string | null = null): Call => {
      return { services, address: '192.0.2.1', bearer, clientId }
    },
    addAccount: (one: Partial<Account> = {}) =>
      at.ask(
        carryOut(at.sql, {
          changes: [{ kind: 'put-account', account: { ...account, ...one } }],
          answer: null,
        }),
      ),
    /** A session under this token. */
    addSession: (token: string, row: Readonly<Record<string, string | number | null>> = {}) =>
      at.insert('sessions', {
        token_hash: secretHash(token),
        account_id: account.id,
        expires_at: now + 1,
        ...row,
      }),
    addOperator: (token: string, name = 'wang') => {
      at.insert('operators', { id: `id-${name}`, name, password_hash: passwordHash })
      at.insert('operator_sessions', {
        token_hash: secretHash(token),
        operator_id: `id-${name}`,
        expires_at: now + 1,
      })
    },
  }
}

/** The code and the details of a refusal; null if there was none. */
export const refused = (call: Promise<unknown>) =>
  call.then(
    () => null,
    ({ code, params }: { code: string; params: unknown }) => [code, params],
  )
