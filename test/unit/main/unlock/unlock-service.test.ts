import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadIssuers } from '../../../../src/main/issuers/issuers.ts'
import { createUnlockService } from '../../../../src/main/unlock/unlock-service.ts'
import { Pin } from '../../../../src/native/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { now, openAccount, session } from '../account/open-account.ts'
import { calmState } from '../calm-state.ts'
import type { Answers } from '../memory-authority.ts'
import { refused } from '../refused.ts'
import { memoryUkey } from '../web-signing/memory-ukey.ts'

const [demo] = loadIssuers(join(import.meta.dirname, '../../../../issuers'), '').issuers.filter(
  ({ id }) => id === 'demo',
)
if (demo === undefined) throw new Error('no issuer for demonstrations')
const issuer = { ...demo, address: 'http://ra.example' }
const expiresAt = '2026-11-20T08:30:00.000Z'
const channels = [{ channel: 'sms', masked: '138****1234' }]
const calls = {
  open: 'POST /unlocks',
  send: 'POST /unlocks/unlock-001/code',
  identify: 'POST /sessions/identifications',
  identified: 'POST /sessions/by-identification',
} as const
const token = { kind: 'ukey', vendor: 'v', serial: 's' }
const unlock = { id: 'unlock-001', state: 'opened', token, channels, expiresAt }
const account = { kind: 'account' } as const
const phone = { kind: 'phone', phone: '13911110021', captchaId: 'captcha-1', captcha: '7' } as const

const setUp = async (answers: Answers = {}, names: readonly string[] = ['one']) => {
  const ukey = memoryUkey('ukey-1', { pin: { locked: true } })
  const { present, view } = ukey
  const facts = {
    ...present.facts,
    capabilities: [...present.facts.capabilities, 'unlock-with-secret'] as const,
  }
  const is = { here: true, capable: true, issuer: issuer as typeof issuer | null }
  const made = openAccount({ [calls.open]: () => ({ unlock }), ...answers })
  const state = calmState(() => now)
  state.change({ tokens: [{ ...view, pairs: [] }] })
  const [history, log]: [unknown[], string[]] = [[], []]
  const service = createUnlockService({
    folder: mkdtempSync(join(tmpdir(), 'unlock-')),
    ...{ clock: () => now, state, notices: { show: () => undefined }, damaged: () => undefined },
    log: (line) => void log.push(line),
    keyring: {
      current: () => ({
        ...{ settled: true, troubles: [], drivers: [], softTroubles: [] },
        tokens: is.here ? [{ ...present, facts: is.capable ? facts : present.facts }] : [],
      }),
      soft: { secretHeld: async () => undefined },
    },
    authorities: { of: () => made.authority },
    accounts: { of: () => made.account },
    issuers: { chosen: () => issuer, find: () => is.issuer },
    pins: {
      checkNew: () => {
        throw new AssistantError('pin-weak', { weakness: 'date' })
      },
    },
    history: { add: (entry) => void history.push(entry) },
    nickname: () => null,
  })
  await service.ready
  await made.logIn(...names)
  return { ...made, ...{ is, service, history, log, last: () => made.asked.at(-1) } }
}

it('a person who is logged in has a code sent to an address on record', async () => {
  const againAt = '2026-11-20T08:11:00.000Z'
  const { service, last } = await setUp({
    [calls.send]: () => ({ masked: '138****1234', expiresAt, againAt }),
  })
  const view = await service.begin('ukey-1', account)
  expect(view).toEqual({
    ...{ id: expect.any(String), tokenId: 'ukey-1', state: 'choose-channel', channels, sentTo: null },
    ...{ againAt: null, expiresAt, authorisationCode: null },
  })
  expect(last()).toMatchObject({ call: calls.open, token: 'token-one', body: { token: { kind: 'ukey' } } })
  expect(await service.ways('ukey-1')).toMatchObject({
    online: true,
    reason: null,
    issuerId: 'demo',
    begun: view,
  })
  expect(await service.sendCode(view.id, 'sms')).toEqual({
    ...{ ...view, state: 'code-sent', sentTo: '138****1234', againAt },
  })
  expect(last()).toMatchObject({ call: calls.send, body: { channel: 'sms' }, token: 'token-one' })
})

it('a person who is not is identified by the reserved number', async () => {
  const {
    service,
    last,
    account: known,
  } = await setUp(
    {
      [calls.identify]: () => ({ identificationId: 'identify-1', maskedPhone: '139****0021', expiresAt }),
      [calls.identified]: () => session('nobody', { token: 'token-identified', scope: 'identified' }),
    },
    [],
  )
  await expect(service.begin('ukey-1', account)).rejects.toEqual(refused('login-needed'))
  const view = await service.begin('ukey-1', phone)
  expect(view).toMatchObject({ state: 'identify', sentTo: '139****0021', expiresAt })
  expect(last()).toMatchObject({
    ...{ call: calls.identify, token: null },
    body: { phone: '13911110021', tokenSerial: 'serial-ukey-1', captchaId: 'captcha-1', captchaAnswer: '7' },
  })
  expect(last()?.body).toMatchObject({ clientId: known.deviceId() })
  await expect(service.sendCode(view.id, 'sms')).rejects.toEqual(refused('unlock-ended'))
  expect(await service.identify(view.id, '123456')).toMatchObject({
    state: 'choose-channel',
    channels,
    sentTo: null,
  })
  expect(last()).toMatchObject({ call: calls.open, token: 'token-identified' })
  await expect(service.identify(view.id, '123456')).rejects.toEqual(refused('unlock-ended'))
})

it('a Ukey that cannot be unlocked here is told with the reason', async () => {
  const { service, is } = await setUp()
  is.capable = false
  expect(await service.ways('ukey-1')).toMatchObject({
    online: false,
    reason: 'unlock-not-remote',
    begun: null,
  })
  await expect(service.begin('ukey-1', account)).rejects.toEqual(refused('unlock-not-remote'))
  is.here = false
  await expect(service.ways('ukey-1')).rejects.toEqual(refused('token-absent'))
  await expect(service.begin('ukey-1', account)).rejects.toEqual(refused('token-absent'))
})

it('an unlocking that the authority refuses is over', async () => {
  const { service, answers } = await setUp()
  answers[calls.open] = () => {
    throw new AssistantError('network-timeout')
  }
  await expect(service.begin('ukey-1', account)).rejects.toEqual(refused('network-timeout'))
  expect((await service.ways('ukey-1')).begun).toBeNull()
  answers[calls.open] = () => ({ unlock })
  expect(await service.begin('ukey-1', account)).toMatchObject({ state: 'choose-channel' })
})

it('one unlocking of a Ukey begins at a time, and a new one takes the place of the one before', async () => {
  const held = Promise.withResolvers<void>()
  const { service } = await setUp({
    [calls.open]: async () => {
      await held.promise
      return { unlock }
    },
  })
  const first = service.begin('ukey-1', account)
  await expect(service.begin('ukey-1', account)).rejects.toEqual(refused('unlock-running'))
  held.resolve()
  const [before, after] = [await first, await service.begin('ukey-1', account)]
  expect(after.id).not.toBe(before.id)
  await expect(service.sendCode(before.id, 'sms')).rejects.toEqual(refused('unlock-ended'))
})

it('a person may give it up, and a new PIN must keep the rules before anything is asked', async () => {
  const { service, asked, history } = await setUp()
  const { id } = await service.begin('ukey-1', account)
  const count = asked.length
  const finish = () => service.finish(id, '123456', new Pin('19870623'), { strength: 'checked' })
  await expect(finish()).rejects.toEqual(refused('pin-weak'))
  await expect(finish()).rejects.toEqual(refused('pin-weak'))
  expect([asked.length, history]).toEqual([count, []])
  service.cancel(id)
  await expect(finish()).rejects.toEqual(refused('unlock-ended'))
  expect((await service.ways('ukey-1')).begun).toBeNull()
  const next = await service.begin('ukey-1', account)
  service.stop()
  await expect(service.sendCode(next.id, 'sms')).rejects.toEqual(refused('unlock-ended'))
})
