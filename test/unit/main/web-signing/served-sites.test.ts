import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import type { Signed } from '../../../../src/shared/web-signing/wire.ts'
import { origin, yes } from './asked-person.ts'
import { now } from './memory-ukey.ts'
import { nonce, setUp, watch } from './open-web-signing.ts'

describe('a site', () => {
  it('is approved and withdrawn by the person, and its pages hear of that', async () => {
    const { service, shown, connect } = setUp()
    await service.switchAll(true)
    service.approve(origin, { ...usualScopes, sign: 'free' })
    expect(shown().sites).toMatchObject([{ origin, scopes: { sign: 'free' }, remembered: true }])
    const page = connect()
    service.withdraw(origin)
    expect([shown().sites, page.heard]).toEqual([[], ['dismissed']])
  })

  it('loses its open logins when it may do less, or the person leaves, or the Ukey goes', async () => {
    const { service, connect, events, ukey, state } = setUp()
    await service.switchAll(true)
    service.approve(origin, { ...usualScopes, sign: 'free' })
    const ends: readonly (() => void)[] = [
      () => service.approve(origin, { ...usualScopes, sign: 'free' }),
      () => events.tell('person-left', {}),
      () => events.tell('tokens-changed', { gone: ['ukey-1'] }),
    ]
    for (const end of ends) {
      const page = connect()
      await page.ask({ ask: 'sign', nonce, content: { kind: 'text', text: 'a' } })
      const [one] = await page.certificates()
      if (one === undefined) throw new Error('no certificate')
      expect(page.isLoggedIn(one)).toBe(true)
      end()
      expect(page.isLoggedIn(one)).toBe(false)
    }
    expect([ukey.log.filter((line) => line === 'in').length, state.current().tokens.length]).toEqual([3, 1])
  })

  it('that watches hears of other certificates, once', async () => {
    const { service, connect, events, state, ukey } = setUp()
    await service.switchAll(true)
    service.approve(origin, usualScopes)
    const page = connect()
    await page.ask(watch)
    events.tell('tokens-changed', { gone: [] })
    expect(page.heard).toEqual([])
    state.change({ tokens: [{ ...ukey.view, label: 'another' }] })
    events.tell('tokens-changed', { gone: [] })
    events.tell('tokens-changed', { gone: [] })
    expect(page.heard).toEqual(['certificates-changed'])
  })

  it('hears that a certificate is revoked as soon as that is known', async () => {
    const { service, connect, is } = setUp()
    await service.switchAll(true)
    service.approve(origin, usualScopes)
    const page = connect()
    const signed = (await page.ask({ ask: 'sign-in', nonce })) as Signed
    expect(await page.ask({ ask: 'verify', signed })).toMatchObject({ verdict: 'valid', origin })
    is.standing = 'revoked'
    expect(await page.ask({ ask: 'verify', signed })).toEqual({ verdict: 'invalid', because: 'revoked' })
  })
})

describe('what sites were given', () => {
  it('is listed, and exported with its names', async () => {
    const { service, connect, ukey, says } = setUp()
    await service.switchAll(true)
    says.consent = yes
    await connect().ask({ ask: 'sign-in', nonce })
    const { holder, serial } = ukey.known[0].view
    expect(service.uses()).toMatchObject([
      { origin, purpose: 'sign-in', holder, serial },
      { purpose: 'connect' },
    ])
    expect([service.uses(origin).length, service.uses('https://b.example')]).toEqual([2, []])
    const { fileName, base64 } = service.exportUses()
    const { table, fileName: name } = texts('zh-CN').webSigning
    expect(fileName).toBe(`${name}-${now.toISOString().slice(0, 10)}.csv`)
    const lines = Buffer.from(base64, 'base64').toString().trim().split(/\r?\n/)
    expect(lines).toHaveLength(3)
    for (const word of [origin, holder, table.purposes['sign-in'], now.toISOString()])
      expect(lines[1]).toContain(word)
    expect([lines[1]?.includes(table.loose), lines[2]?.includes(table.purposes.connect)]).toEqual([
      false,
      true,
    ])
  })

  it('is on disk after the end', async () => {
    const { service, connect, part, home } = setUp()
    await service.switchAll(true)
    await connect().ask({ ask: 'sign-in', nonce })
    part.stop()
    expect(readFileSync(join(home, 'web-signing-history.jsonl'), 'utf8')).toContain(origin)
  })
})

it('what pages change is shown soon, and once for several of them', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { service, shown, connect } = setUp()
  await service.switchAll(true)
  service.approve(origin, usualScopes)
  vi.advanceTimersByTime(20)
  for (let n = 0; n < 2; n += 1) connect()
  vi.advanceTimersByTime(19)
  expect(shown().sites[0]?.connections).toBe(0)
  vi.advanceTimersByTime(1)
  expect(shown().sites[0]?.connections).toBe(2)
  connect()
  vi.advanceTimersByTime(20)
  expect(shown().sites[0]?.connections).toBe(3)
})
