import { describe, expect, it } from 'vitest'
import { DAY } from '../../../../../src/ra/clock.ts'
import type { Crl } from '../../../../../src/ra/records.ts'
import { UPLOADS_A_DAY } from '../../../../../src/ra/rules/upload.ts'
import { now, token } from '../../rules/samples.ts'
import { memory } from './memory.ts'

const all = { text: '', after: null, limit: 9 }

describe('the lists', () => {
  const crl: Crl = {
    ...{ issuer: 'issuing', number: 3, der: Uint8Array.of(1), thisUpdate: 5, nextUpdate: 6 },
    ...{ entries: 7, changes: 8 },
  }

  it('continue the newest of their issuer', async () => {
    const { store } = memory()
    expect([await store.latestCrl('issuing'), await store.listMadeAt()]).toEqual([null, null])
    expect(await store.addCrl({ crl, after: 0, audit: [] })).toBe(true)
    const root: Crl = { ...crl, issuer: 'root', number: 9, thisUpdate: 1 }
    expect(await store.addCrl({ crl: root, after: 0, audit: [] })).toBe(true)
    const next = { ...crl, number: 4, thisUpdate: 6 }
    expect(await store.addCrl({ crl: next, after: 2, audit: [] })).toBe(false)
    expect([await store.latestCrl('issuing'), await store.listMadeAt()]).toEqual([crl, 5])
    expect(await store.addCrl({ crl: next, after: 3, audit: [] })).toBe(true)
    expect([
      await store.latestCrl('issuing'),
      await store.latestCrl('root'),
      await store.listMadeAt(),
    ]).toEqual([...[next, root, 6]])
  })
})

describe('the audit trail', () => {
  it('tells its end and what is not chained yet', async () => {
    const { store, insert } = memory()
    expect(await store.auditTail(9)).toEqual({ last: null, lines: [] })
    expect(await store.unchained()).toEqual({ lines: 0, since: null })
    const link = (place: number) => ({ place, hash: Uint8Array.of(place) })
    insert('audit', { at: 1, actor: 'a', action: 'b', subject: 'c', ...link(1), signature: Uint8Array.of(9) })
    insert('audit', { at: 2, ...link(2) })
    expect(await store.auditTail(9)).toEqual({ last: null, lines: [] })
    insert('audit', { at: 4, actor: 'd', action: 'e', subject: 'f' })
    insert('audit', { at: 3 })
    expect(await store.unchained()).toEqual({ lines: 2, since: 3 })
    expect(await store.auditTail(1)).toEqual({
      last: { place: 2, hash: Uint8Array.of(2) },
      lines: [{ seq: 3, at: 4, actor: 'd', action: 'e', subject: 'f' }],
    })
    expect(await store.chainedLines(0, 1)).toEqual([
      {
        at: 1,
        actor: 'a',
        action: 'b',
        subject: 'c',
        place: 1,
        hash: Uint8Array.of(1),
        signature: Uint8Array.of(9),
      },
    ])
    expect((await store.chainedLines(1, 9)).map(({ place, signature }) => [place, signature])).toEqual([
      [2, null],
    ])
  })
})

describe('uploads and messages', () => {
  it('are found, and listed by address and text', async () => {
    const { store, insert } = memory()
    insert('uploads', { id: 'u', name: 'n', content: Uint8Array.of(1) })
    expect([await store.upload('u'), await store.upload('x')]).toEqual([
      { name: 'n', content: Uint8Array.of(1) },
      null,
    ])
    insert('outbox', { id: 'm', recipient: '138', text: 'code', channel: 'mail', created_at: 5 })
    insert('outbox', { id: 'o', recipient: '139', text: 'else' })
    const found = { id: 'm', channel: 'mail', to: '138', text: 'code', createdAt: 5 }
    for (const text of ['138', 'CODE']) expect((await store.messages({ ...all, text })).rows).toEqual([found])
    expect((await store.messages({ ...all, text: 'mail' })).rows).toEqual([])
  })

  it('of a day are counted for their account', async () => {
    const refusalAfter = async (count: number, row: Readonly<Record<string, string | number>>) => {
      const { store, insert } = memory()
      for (let n = 0; n < count; n++) insert('uploads', { account_id: 'a', uploaded_at: now - DAY, ...row })
      const upload = { id: 'u', accountId: 'a', name: 'n', content: new Uint8Array(), at: now }
      return store.addUpload(upload).catch(({ code }: { code: string }) => code)
    }
    expect(await refusalAfter(UPLOADS_A_DAY, {})).toBe('too-many-requests')
    const others = [
      await refusalAfter(UPLOADS_A_DAY - 1, {}),
      await refusalAfter(UPLOADS_A_DAY, { uploaded_at: now - DAY - 1 }),
      await refusalAfter(UPLOADS_A_DAY, { account_id: 'b' }),
    ]
    expect(others).toEqual(Array(3).fill('upload-not-pdf'))
  })
})

describe('a token', () => {
  it('is registered, and keeps its secret', async () => {
    const { store } = memory()
    const registered = { ...token, accountId: 'a', unlockSecret: Uint8Array.of(1) }
    expect(await store.registerToken(registered, 5)).toEqual(registered)
    expect(await store.registerToken({ ...registered, unlockSecret: null }, 6)).toEqual(registered)
    expect([await store.token('a', token), await store.token('b', token)]).toEqual([registered, null])
    expect([await store.tokens('a'), await store.tokens('b')]).toEqual([[registered], []])
    expect(await store.tokenHolders('x')).toEqual([])
  })
})

describe('an application', () => {
  it('is opened once, which is noted', async () => {
    const { store, rows } = memory()
    await store.openApplications('a', ['x', 'y'], 5)
    await store.openApplications('a', ['y', 'z'], 6)
    expect(await store.openedApplications('a')).toEqual(['x', 'y', 'z'])
    expect(await store.openedApplications('b')).toEqual([])
    expect(rows('SELECT at, actor, action, subject FROM audit ORDER BY seq')).toEqual(
      [
        [5, 'x'],
        [5, 'y'],
        [6, 'z'],
      ].map(([at, subject]) => ({ at, actor: 'account a', action: 'application opened', subject })),
    )
  })
})

describe('a subscription', () => {
  it('is added, listed, and removed by its secret', async () => {
    const { store } = memory()
    const one = {
      ...{ id: 'i', secretHash: 'h', channel: 'mail' as const, address: 'a', keySerial: 'k' },
      ...{ topics: ['expiry', 'product'] as const, registeredAt: 5 },
    }
    expect(await store.addSubscription(one)).toEqual(one)
    await store.addSubscription({ ...one, id: 'j', topics: [] })
    expect(await store.subscriptions()).toEqual([one, { ...one, id: 'j', topics: [] }])
    expect([await store.removeSubscription('i', 'x'), await store.removeSubscription('x', 'h')]).toEqual([
      false,
      false,
    ])
    expect([await store.removeSubscription('i', 'h'), (await store.subscriptions()).length]).toEqual([
      true,
      1,
    ])
  })
})
