import { describe, expect, it } from 'vitest'
import {
  type Call,
  dossierSecret,
  ownerOf,
  requireAnySession,
  requireCodeSession,
  requireDossier,
  requireFullSession,
  requireOperator,
  requireRequest,
  requireSession,
  resumeToken,
} from '../../../../src/ra/api/call.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import type { Session } from '../../../../src/ra/records.ts'
import type { Services } from '../../../../src/ra/services.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { newCaKeys } from '../authority.ts'
import { dossier } from '../rules/identity/samples.ts'
import { account, now, request } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const session: Session = {
  ...{ tokenHash: secretHash('token'), accountId: 'account-1', handlerId: 'person-1', scope: 'full' },
  ...{ clientHash: secretHash('client'), expiresAt: now + 1 },
}
const servicesWith = (operations: Partial<Store>) =>
  ({ store: storeOf(operations), clock: () => now, ca }) as Services
const called = (operations: Partial<Store>, other: Partial<Call> = {}): Call => {
  const services = servicesWith(operations)
  return { services, address: '192.0.2.1', bearer: 'token', clientId: 'client', ...other }
}
/** A call in this session, as long as its own token is shown. */
const inSession = (one: Partial<Session>, other: Partial<Call> = {}, more: Partial<Store> = {}) =>
  called(
    {
      caller: async (hash) =>
        hash === session.tokenHash ? { session: { ...session, ...one }, account } : null,
      ...more,
    },
    other,
  )
const ended = { code: 'session-ended' }

describe('a session', () => {
  it('is that of the token, until it ends', async () => {
    expect(await requireAnySession(inSession({}))).toEqual({ session, account })
    await expect(requireAnySession(inSession({}, { bearer: null }))).rejects.toMatchObject({
      code: 'session-missing',
    })
    await expect(requireAnySession(inSession({}, { bearer: 'other' }))).rejects.toMatchObject(ended)
    await expect(requireAnySession(inSession({ expiresAt: now }))).rejects.toMatchObject(ended)
  })

  it('is bound to the client that named itself, and to an account that is open', async () => {
    await expect(requireAnySession(inSession({}, { clientId: 'other' }))).rejects.toMatchObject(ended)
    await expect(requireAnySession(inSession({}, { clientId: null }))).rejects.toMatchObject(ended)
    const free = inSession({ clientHash: null }, { clientId: 'other' })
    expect(await requireAnySession(free)).toMatchObject({ account })
    const caller = async () => ({ session, account: { ...account, closed: true } })
    await expect(requireAnySession(called({ caller }))).rejects.toMatchObject(ended)
  })

  it.each([
    ['full', null, null, 'code-stale'],
    ['identified', null, 'session-too-narrow', 'code-stale'],
    ['code', 'login-code-wanted', 'login-code-wanted', null],
  ] as const)(
    'of the scope %s: refused as any %s, as a full one %s, as one before its code %s',
    async (scope, ...codes) => {
      const call = inSession({ scope })
      const answers = [requireSession, requireFullSession, requireCodeSession].map((ask) =>
        ask(call).then(
          () => null,
          (error: { code: string }) => error.code,
        ),
      )
      expect(await Promise.all(answers)).toEqual(codes)
    },
  )

  it('that is too narrow is named', async () => {
    const narrow = requireFullSession(inSession({ scope: 'identified' }))
    await expect(narrow).rejects.toMatchObject({ params: { scope: 'identified' } })
    expect(ownerOf({ session, account }, now)).toEqual({ accountId: 'account-1', handlerId: 'person-1', now })
  })
})

describe('a request', () => {
  const found = { request: async () => request }
  const unknown = { code: 'request-unknown' }

  it('is found by its account, and by nobody else', async () => {
    expect(await requireRequest(inSession({}, {}, found), 'request-1')).toBe(request)
    const foreign = { request: async () => ({ ...request, accountId: 'account-2' }) }
    await expect(requireRequest(inSession({}, {}, foreign), 'request-1')).rejects.toMatchObject(unknown)
    const none = { request: async () => null }
    await expect(requireRequest(inSession({}, {}, none), 'request-1')).rejects.toMatchObject(unknown)
    const early = inSession({ scope: 'code' }, {}, found)
    await expect(requireRequest(early, 'request-1')).rejects.toMatchObject({ code: 'login-code-wanted' })
  })

  it('is found by its own token without a session', async () => {
    const bearer = resumeToken(servicesWith({}), 'request-1')
    expect(bearer).toMatch(/^request-1\../)
    expect(await requireRequest(called(found, { bearer }), 'request-1')).toBe(request)
    await expect(requireRequest(called(found, { bearer }), 'request-2')).rejects.toMatchObject(ended)
    await expect(requireRequest(called(found, { bearer: `${bearer}x` }), 'request-1')).rejects.toMatchObject(
      ended,
    )
    const gone = called({ request: async () => null }, { bearer })
    await expect(requireRequest(gone, 'request-1')).rejects.toMatchObject(unknown)
  })
})

describe('a dossier', () => {
  const bearer = dossierSecret(servicesWith({}), 'dossier-1')
  const fileOf = (clientHash: string | null) => ({
    dossier: { ...dossier, clientHash },
    uploads: [],
    account: null,
  })
  const asked = (other: Partial<Call>, clientHash: string | null = secretHash('client')) =>
    requireDossier(called({ dossier: async () => fileOf(clientHash) }, { bearer, ...other }), 'dossier-1')
  const unknown = { code: 'dossier-unknown' }

  it('is found with its own secret by the client that opened it', async () => {
    expect(bearer).toMatch(/^dossier-1\../)
    expect(await asked({})).toEqual(fileOf(secretHash('client')))
    expect(await asked({ clientId: 'other' }, null)).toEqual(fileOf(null))
    for (const other of [{ clientId: 'other' }, { clientId: null }, { bearer: null }, { bearer: 'token' }])
      await expect(asked(other)).rejects.toMatchObject(unknown)
    const none = called({ dossier: async () => null }, { bearer })
    await expect(requireDossier(none, 'dossier-1')).rejects.toMatchObject(unknown)
  })
})

describe('an operator', () => {
  const wang = { id: 'operator-1', name: 'wang', passwordHash: 'h' }
  const operatorBySession = async (hash: string, at: number) =>
    hash === secretHash('token') && at === now ? wang : null

  it('is the one of the session', async () => {
    expect(await requireOperator(called({ operatorBySession }))).toBe(wang)
    const other = called({ operatorBySession }, { bearer: 'other' })
    await expect(requireOperator(other)).rejects.toMatchObject(ended)
    const none = called({ operatorBySession }, { bearer: null })
    await expect(requireOperator(none)).rejects.toMatchObject({ code: 'session-missing' })
  })
})
