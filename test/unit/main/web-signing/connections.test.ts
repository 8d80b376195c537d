import { describe, expect, it } from 'vitest'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { origin } from './asked-person.ts'
import { openLogin, siteConnections } from './site-connections.ts'
import { refusal, sign } from './site-keys.ts'

const watch = { ask: 'watch' } as const
const site = (n: number) => `https://site${n}.example`
const times = (count: number, work: (n: number) => void) => Array.from({ length: count }, (_, n) => work(n))
const refusedBy = (work: () => unknown): unknown => {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof PageRefusal ? error.refusal.code : error
  }
}

describe('a page', () => {
  it('is let in if its carrier is on and its address is one', () => {
    const { open, state } = siteConnections()
    expect(open().origin).toBe(origin)
    expect(state.changed).toBe(1)
    expect(refusedBy(() => open({ origin: 'null' }))).toBe('not-approved')
    state.off = ['own']
    expect(refusedBy(() => open())).toBe('off')
    expect(refusedBy(() => open({ carrier: 'extension' }))).toBe(null)
  })

  it('is let in as the sixteenth of its site, and not as the next one until one leaves', () => {
    const { open, state } = siteConnections()
    const first = open()
    times(15, () => open())
    expect(refusedBy(() => open())).toBe('busy')
    expect(refusedBy(() => open({ origin: site(1) }))).toBe(null)
    const before = state.changed
    first.leave()
    first.leave()
    expect([state.changed - before, refusedBy(() => open())]).toEqual([1, null])
  })

  it('of a stranger is let in while there are less than sixty-four of them, one of an allowed site always', () => {
    const { open, sites } = siteConnections()
    times(64, (n) => open({ origin: site(n) }))
    expect(refusedBy(() => open({ origin: site(64) }))).toBe('busy')
    sites.approve(origin, usualScopes)
    expect(refusedBy(() => open())).toBe(null)
    sites.approve(site(0), usualScopes)
    expect(refusedBy(() => open({ origin: site(64) }))).toBe(null)
    expect(refusedBy(() => open({ origin: site(65) }))).toBe('busy')
  })

  it('is let in as the last of a hundred and twenty-eight', () => {
    const { open, sites } = siteConnections()
    for (let n = 0; n < 9; n += 1) sites.approve(site(n), usualScopes)
    times(128, (n) => open({ origin: site(Math.floor(n / 16)) }))
    expect(refusedBy(() => open({ origin: site(8) }))).toBe('busy')
  })
})

describe('a request', () => {
  it('reaches what answers it, with all that the page said', async () => {
    const { open, asked, answer } = siteConnections()
    const { ask, withKey, files } = open()
    const intake = () => ({ take: () => undefined, end: () => 1 })
    const [wish, file] = [
      { purpose: 'digest', path: 'a', tokenId: null } as const,
      { name: 'a', length: 1, sm3: new Uint8Array(32) },
    ]
    const bytes = { name: 'a', bytes: new Uint8Array(1) }
    const answers = [ask(watch), withKey(sign, 'name')]
    const more = [files.pick(wish, intake), files.confirm('digest', file), files.save('encrypt', bytes)]
    expect(asked.map(({ what }) => what)).toEqual([
      ['watch'],
      ['with-key', sign, 'name'],
      ['pick', wish, intake],
      ['confirm', 'digest', file],
      ['save', 'encrypt', bytes],
    ])
    for (const _ of asked) answer()
    expect(await Promise.all([...answers, ...more])).toEqual(
      ['watch', 'with-key', 'pick', 'confirm', 'save'].map((what) => `answer to ${what}`),
    )
  })

  it('waits a second if there are too many, but not in an open login', async () => {
    const { open, state, taken, sites, answer } = siteConnections()
    const page = open()
    const inside = page.page()
    state.rate = false
    await expect(page.ask(watch)).rejects.toMatchObject({ refusal: { code: 'wait', retryAfterSeconds: 1 } })
    sites.approve(origin, usualScopes)
    await expect(page.ask(watch)).rejects.toMatchObject(refusal('wait'))
    expect(taken.slice(1)).toEqual([
      [origin, false],
      [origin, true],
    ])
    inside.logins.set('ukey-1', openLogin())
    const pending = page.ask(watch)
    answer()
    expect(await pending).toBe('answer to watch')
    state.off = ['own']
    await expect(page.ask(watch)).rejects.toMatchObject(refusal('off'))
  })

  it('is one of sixteen at most that are under way', async () => {
    const { open, answer, waiting } = siteConnections()
    const { ask } = open()
    const all = Array.from({ length: 16 }, () => ask(watch))
    await expect(ask(watch)).rejects.toMatchObject(refusal('busy'))
    answer()
    await all[0]
    const [next] = [ask(watch)]
    waiting.shift()?.reject(new Error('odd'))
    await expect(all[1]).rejects.toThrow('odd')
    expect(refusedBy(() => void ask(watch))).toBe(null)
    while (waiting.length > 0) answer()
    expect(await next).toBe('answer to watch')
  })

  it('is withdrawn by its page, and with its page', () => {
    const { open, asked } = siteConnections()
    const { ask, leave } = open()
    const own = new AbortController()
    void ask(watch, own.signal)
    void ask(watch)
    void ask(watch, AbortSignal.abort())
    const states = () => asked.map(({ signal }) => signal.aborted)
    expect(states()).toEqual([false, false, true])
    own.abort()
    expect(states()).toEqual([true, false, true])
    leave()
    void ask(watch)
    expect(states()).toEqual([true, true, true, true])
  })

  it('for certificates is answered if the site may see them', async () => {
    const { open, certificates, asked } = siteConnections()
    expect(await open().certificates()).toBe(certificates.all())
    expect(asked.map(({ what }) => what)).toEqual([['want']])
    const none = siteConnections({ ...usualScopes, certificates: false })
    await expect(none.open().certificates()).rejects.toMatchObject(refusal('not-approved'))
  })
})

describe('a connection', () => {
  it('knows its names, and its logins until they end', () => {
    const { open, certificates } = siteConnections()
    const { nameOf, isLoggedIn, endLogins, page } = open()
    const [one] = certificates.all() as [Usable]
    expect(nameOf(one)).toBe(certificates.nameAt(origin, one.id))
    expect(isLoggedIn(one)).toBe(false)
    const login = openLogin()
    page().logins.set('ukey-1', login)
    expect(isLoggedIn(one)).toBe(true)
    login.end()
    expect(isLoggedIn(one)).toBe(false)
    const second = openLogin()
    page().logins.set('ukey-1', second)
    endLogins()
    expect([second.open, isLoggedIn(one)]).toEqual([false, false])
  })

  it('writes down why a page was refused, unless a person or the page wanted it so', () => {
    const { open, log, unforeseen } = siteConnections()
    const { refusalOf } = open()
    const codes = ['busy', 'refused', 'cancelled'] as const
    expect(codes.map((code) => refusalOf(new PageRefusal(code)))).toEqual(codes.map((code) => ({ code })))
    expect(refusalOf(new AssistantError('cancelled-by-user'))).toEqual({ code: 'refused' })
    const odd = new Error('odd')
    expect([refusalOf(odd), unforeseen]).toEqual([{ code: 'failed' }, [odd]])
    expect(log).toEqual(['busy', 'failed'].map((code) => `web signing: ${origin} was refused: ${code}`))
  })
})
