import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SeenToken } from '../../../src/native/abi.ts'
import { HostedToken } from '../../../src/native/host/hosted-token.ts'
import { HostLink } from '../../../src/native/host/link.ts'
import { hostRules } from '../../../src/native/host/rules.ts'
import { Pin } from '../../../src/shared/pin/pin.ts'
import { pinWith, ukey } from '../../world.ts'
import { ScriptedHost } from './scripted-host.ts'

const hosts: ScriptedHost[] = []
const last = (): ScriptedHost => hosts.at(-1) ?? new ScriptedHost()
const onUsed = vi.fn()
const settle = () => vi.advanceTimersByTimeAsync(0)

const opened = { session: 7, signatureForm: 'raw', cipherForm: 'asn1', opensEnvelopes: false }
const { vendor, model, serial, label, pin, capabilities } = ukey()
const seen = (rest: Partial<SeenToken['facts']> = {}): SeenToken => ({
  facts: {
    ...{ id: 't1', kind: 'ukey', vendor, model, serial, label, pin, capabilities },
    ...{ pinRule: { min: 4, max: 8 }, ...rest },
  },
  certificates: [{ objectId: 'o1', keyId: 'k1', label: '', der: Uint8Array.of(1) }],
  ...{ keys: [], seals: [] },
})
const look = (...tokens: readonly SeenToken[]) => ({ tokens, unreadable: [], incomplete: false })

const begun = () => {
  const start = () => {
    hosts.push(new ScriptedHost())
    return last()
  }
  const events = { onState: () => {}, onChanged: () => {}, onFound: () => {}, log: () => {} }
  const link = new HostLink(start, hostRules, events)
  link.start()
  last().tell('ready')
  const token = new HostedToken({ id: 't1', driverId: 'maker', link, pinRule: { min: 4, max: 8 }, onUsed })
  return { link, token }
}
/** The last question of the host: its name and what came along. */
const asked = () => last().requests.at(-1)?.slice(1)
const answered = async (result: unknown) => {
  await settle()
  last().answer(result)
  await settle()
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { readonly code: string }) => error.code,
  )

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  hosts.length = 0
  onUsed.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('what a token behind a host says of itself', () => {
  it('is looked at each time, with the driver that it came through', async () => {
    const { token } = begun()
    token.remember(seen().facts)
    const facts = token.facts()
    await answered(look(seen({ id: 'other' }), seen()))
    expect(await facts).toEqual({ ...seen().facts, driverId: 'maker' })
    expect(asked()).toEqual(['look', [false]])
    expect(onUsed).not.toHaveBeenCalled()
    const certificates = token.certificates()
    await answered(look(seen()))
    expect(await certificates).toEqual(seen().certificates)
  })

  it('is told if its PIN is not as it was shown', async () => {
    const { token } = begun()
    token.remember(seen().facts)
    const facts = token.facts()
    await answered(look(seen({ pin: pinWith({ triesLeft: 1, lastTry: true }) })))
    expect((await facts).pin.triesLeft).toBe(1)
    expect(onUsed).toHaveBeenCalledOnce()
  })

  it('is nothing while the key is away', async () => {
    const { token } = begun()
    const facts = code(token.facts())
    await answered(look(seen({ id: 'other' })))
    expect(await facts).toBe('token-absent')
  })
})

describe('the PIN of a token behind a host', () => {
  it.each<[string, (token: HostedToken) => Promise<unknown>, readonly unknown[]]>([
    ['verified', (token) => token.verifyPin(new Pin('1234')), ['verifyPin', ['t1', '1234']]],
    [
      'changed',
      (token) => token.changePin(new Pin('1234'), new Pin('87654321')),
      ['changePin', ['t1', '1234', '87654321']],
    ],
    [
      'set anew',
      (token) => token.unlock({ kind: 'administrator', pin: new Pin('admin') }, new Pin('87654321')),
      ['unlock', ['t1', 'admin', '87654321']],
    ],
  ])('is %s by the host, and the token is looked at afterwards', async (_, work, question) => {
    const { token } = begun()
    const end = work(token)
    await settle()
    expect([asked(), onUsed.mock.calls.length]).toEqual([question, 0])
    await answered(null)
    await end
    expect(onUsed).toHaveBeenCalledOnce()
  })

  it.each<[string, (token: HostedToken) => Promise<unknown>]>([
    ['verified', (token) => token.verifyPin(new Pin('123'))],
    ['changed from one', (token) => token.changePin(new Pin('123456789'), new Pin('1234'))],
    ['changed to one', (token) => token.changePin(new Pin('1234'), new Pin('123456789'))],
    ['changed to the same', (token) => token.changePin(new Pin('1234'), new Pin('1234'))],
    ['set anew', (token) => token.unlock({ kind: 'administrator', pin: new Pin('admin') }, new Pin('123'))],
    ['used', (token) => token.withSession(new Pin('123'), async () => null)],
  ])('that breaks the rule is not %s, and the host is not asked', async (_, work) => {
    const { token } = begun()
    expect(await code(work(token))).not.toBeNull()
    await settle()
    expect([last().requests, onUsed.mock.calls]).toEqual([[], []])
  })

  it('follows the rule that was seen last', async () => {
    const { token } = begun()
    token.remember({ pinRule: { min: 3, max: 3 }, pin })
    expect(await code(token.verifyPin(new Pin('1234')))).not.toBeNull()
    const end = token.verifyPin(new Pin('123'))
    await answered(null)
    await end
  })

  it('that is refused makes the token be looked at, too', async () => {
    const { token } = begun()
    const end = code(token.verifyPin(new Pin('1234')))
    await settle()
    last().refuse('pin-wrong')
    expect(await end).toBe('pin-wrong')
    expect(onUsed).toHaveBeenCalledOnce()
  })
})

describe('a session on a token behind a host', () => {
  it.each([
    ['with the PIN', new Pin('1234'), '1234'],
    ['with a PIN that is typed on the key', null, null],
  ])('is opened %s and closed when the work is done', async (_, given, sent) => {
    const { token } = begun()
    const end = token.withSession(given, async () => 'done')
    await settle()
    expect(asked()).toEqual(['open', ['t1', sent]])
    await answered(opened)
    expect(asked()).toEqual(['close', [7]])
    await answered(null)
    expect(await end).toBe('done')
    expect(onUsed).toHaveBeenCalledOnce()
  })

  it('is closed although the work failed, and the failure is told', async () => {
    const { token } = begun()
    const end = code(token.withSession(new Pin('1234'), () => Promise.reject({ code: 'broken' })))
    await answered(opened)
    expect(asked()).toEqual(['close', [7]])
    await answered(null)
    expect(await end).toBe('broken')
  })

  it('waits for its turn, and says when somebody else wants one', async () => {
    const { token } = begun()
    const work = Promise.withResolvers<string>()
    const wanted = vi.fn()
    const first = token.withSession(new Pin('1234'), () => work.promise, wanted)
    await answered(opened)
    const second = token.verifyPin(new Pin('1234'))
    await settle()
    expect([asked()?.[0], wanted.mock.calls.length]).toEqual(['open', 1])
    work.resolve('done')
    await settle()
    await answered(null)
    expect(await first).toBe('done')
    await answered(null)
    await second
    expect(asked()?.[0]).toBe('verifyPin')
  })

  it('needs no end where its host has died', async () => {
    const { token } = begun()
    const work = Promise.withResolvers<string>()
    const end = token.withSession(new Pin('1234'), () => work.promise)
    await answered(opened)
    last().die('SIGKILL')
    work.resolve('done')
    expect(await end).toBe('done')
    expect(last().requests.map(([, name]) => name)).toEqual(['open'])
  })

  it.each([
    ['token-removed', null],
    ['driver-crashed', null],
    ['driver-not-answering', null],
    ['token-refused', 'token-refused'],
  ])('whose end is answered with %s ends with %s', async (refusal, told) => {
    const { token } = begun()
    const end = code(token.withSession(new Pin('1234'), async () => 'done'))
    await answered(opened)
    await settle()
    last().refuse(refusal)
    expect(await end).toBe(told)
  })
})
