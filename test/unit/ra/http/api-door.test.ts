import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { dossierSecret } from '../../../../src/ra/api/call.ts'
import { apiDoor } from '../../../../src/ra/http/api-door.ts'
import type { Visit } from '../../../../src/ra/http/visit.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import type { Services } from '../../../../src/ra/services.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { raPathPrefix } from '../../../../src/shared/ra-contract/index.ts'
import { newCaKeys } from '../authority.ts'
import { dossier } from '../rules/identity/samples.ts'
import { account, now } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const id = 'dossier-1'
const own = { dossier, uploads: [], account: null }
const services = (operations: Partial<Store>) =>
  ({ store: storeOf(operations), clock: () => now, ca }) as Services
const dossiers = services({ dossier: async () => own })
const sessionOf = (tokenHash: string) => ({
  ...{
    tokenHash,
    accountId: account.id,
    handlerId: null,
    scope: 'full',
    clientHash: null,
    expiresAt: now + 1,
  },
})

type Wish = {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly services?: Services
}
const visit = ({ path, method = 'POST', headers = {}, services: at = dossiers }: Wish): Visit => {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, headers)
  request.push(null)
  return {
    ...{ request, method, path: `${raPathPrefix}${path}`, search: '', address: '192.0.2.1', headers: {} },
    ...{
      services: at,
      response: new ServerResponse(request),
      trace: { id: 'n', route: 'unknown', code: null },
    },
  }
}
const refusal = (wish: Wish, door = apiDoor()) =>
  door(visit(wish)).then(
    () => null,
    ({ code, params }: { code: string; params: unknown }) => [code, params],
  )
const tooLong = (length: number) => ({ 'content-length': String(length) })
const [ordinary, upload] = [64 * 1024, 14 * 1024 * 1024]

describe('the door of the contract', () => {
  it('leaves other places to others', async () => {
    expect(await apiDoor()({ ...visit({ path: '' }), path: '/ocsp' })).toBe(false)
    expect(await apiDoor()({ ...visit({ path: '' }), path: raPathPrefix })).toBe(false)
  })

  it('knows no other calls than those of the contract', async () => {
    expect(await refusal({ path: '/nothing', method: 'GET' })).toEqual(['not-found', {}])
  })

  it('takes as much of an ordinary call as fits, and no more', async () => {
    expect(await refusal({ path: '/nothing', headers: tooLong(ordinary) })).toEqual(['not-found', {}])
    const most = ['body-too-large', { limit: ordinary }]
    expect(await refusal({ path: '/nothing', headers: tooLong(ordinary + 1) })).toEqual(most)
  })
})

const bearer = { authorization: `Bearer ${dossierSecret(dossiers, id)}` }
const path = `/identity/dossiers/${id}/uploads`

describe('an upload of a dossier', () => {
  it('may be large for whoever opened the dossier', async () => {
    const most = ['body-too-large', { limit: upload }]
    expect(await refusal({ path, headers: { ...bearer, ...tooLong(upload + 1) } })).toEqual(most)
    expect((await refusal({ path, headers: { ...bearer, ...tooLong(ordinary + 1) } }))?.[0]).toBe(
      'bad-payload',
    )
  })

  it.each([
    ['nobody', {}],
    ['whoever has another secret', { authorization: `Bearer ${dossierSecret(dossiers, 'dossier-2')}` }],
    [
      'whoever writes the secret in another way',
      { authorization: bearer.authorization.replace('Bearer', 'Basic') },
    ],
  ])('is not even read from %s', async (_, headers) => {
    const all = { ...headers, ...tooLong(upload + 1) }
    expect(await refusal({ path, headers: all })).toEqual(['dossier-unknown', {}])
  })

  it('is taken four at a time, and the next when one is over', async () => {
    const door = apiDoor()
    const begin = () => {
      const one = visit({ path, headers: bearer })
      // A body that never ends.
      const request = new IncomingMessage(new Socket())
      Object.assign(request.headers, bearer)
      const end = door({ ...one, request }).catch(({ code }: { code: string }) => code)
      return { end, over: () => request.push(null) }
    }
    const begun = Array.from({ length: 4 }, begin)
    await new Promise((resolve) => setImmediate(resolve))
    expect(await refusal({ path, headers: bearer }, door)).toEqual(['server-busy', {}])
    begun[0]?.over()
    expect(await begun[0]?.end).toBe('bad-payload')
    expect((await refusal({ path, headers: bearer }, door))?.[0]).toBe('bad-payload')
  })
})

describe('an upload of an account', () => {
  const token = 'a-token-of-16-letters'
  const caller = async (hash: string) =>
    hash === secretHash(token) ? { session: sessionOf(hash), account } : null
  const accounts = services({ caller } as Partial<Store>)
  const headers = { authorization: `Bearer ${token}` }

  it('may be large in a session of the account, and is not even read without one', async () => {
    const all = { path: '/uploads', services: accounts, headers: { ...headers, ...tooLong(upload + 1) } }
    expect(await refusal(all)).toEqual(['body-too-large', { limit: upload }])
    expect((await refusal({ ...all, headers: tooLong(upload + 1) }))?.[0]).toBe('session-missing')
    const short = { ...tooLong(upload + 1), authorization: 'Bearer fifteen-letters' }
    expect((await refusal({ ...all, headers: short }))?.[0]).toBe('session-missing')
  })
})
