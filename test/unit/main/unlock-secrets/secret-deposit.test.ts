import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadIssuers } from '../../../../src/main/issuers/issuers.ts'
import { createSecretDeposit } from '../../../../src/main/unlock-secrets/secret-deposit.ts'
import { Pin, type SecretToLeave, type TokenSession } from '../../../../src/native/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { openAccount } from '../account/open-account.ts'
import { memoryUkey, root } from '../web-signing/memory-ukey.ts'

const [demo] = loadIssuers(join(import.meta.dirname, '../../../../issuers'), '').issuers.filter(
  ({ id }) => id === 'demo',
)
if (demo === undefined) throw new Error('no issuer for demonstrations')
const register = 'POST /tokens'

const setUp = async () => {
  const { present } = memoryUkey('soft-1')
  const is = {
    ...{ wants: true, canUnlock: true, known: true, here: true, chain: [root.certificate.raw] },
    issuer: { ...demo, businesses: [...demo.businesses], address: 'http://ra.example' as string | null },
  }
  const [log, held, secrets]: [string[], string[], SecretToLeave[]] = [[], [], []]
  const answered: unknown[] = []
  const made = openAccount({
    [register]: (body) => {
      answered.push(body)
      return { token: { kind: 'soft', vendor: 'v', serial: 's' }, canUnlock: is.canUnlock }
    },
  })
  const authority = { ...made.authority, chain: () => is.chain }
  const secretToLeave = async (): Promise<SecretToLeave> => {
    const secret = { id: `secret-${secrets.length}`, pin: new Pin('geheim') }
    secrets.push(secret)
    return secret
  }
  const token = {
    ...present.token,
    kind: 'soft' as 'soft' | 'ukey',
    withSession: <T>(pin: Pin | null, work: (session: TokenSession) => Promise<T>) =>
      present.token.withSession(pin, (session) => work({ ...session, secretToLeave })),
  }
  const deposit = createSecretDeposit({
    keyring: {
      current: () => ({
        ...{ settled: true, troubles: [], drivers: [], softTroubles: [] },
        tokens: is.here ? [{ ...present, token }] : [],
      }),
      soft: {
        wantsSecret: () => is.wants,
        secretHeld: async (tokenId, id) => void held.push(`${tokenId} ${id}`),
      },
    },
    authorities: { of: () => authority },
    accounts: { of: () => made.account },
    issuers: { find: () => (is.known ? is.issuer : null), issuerOf: () => 'demo' },
    log: (line) => void log.push(line),
  })
  await made.logIn('one')
  const offer = () => deposit.offer(token, new Pin('135790'))
  const settled = () => expect.poll(() => secrets.every(isDropped), { interval: 1 }).toBe(true)
  return { ...made, is, log, held, secrets, answered, deposit, token, offer, settled, present }
}
const isDropped = ({ pin }: SecretToLeave): boolean => {
  try {
    pin.reveal()
    return false
  } catch {
    return true
  }
}

it('after a right PIN a secret is made, left at the authority, and dropped', async () => {
  const { offer, settled, held, secrets, answered, log, present } = await setUp()
  await offer()
  await settled()
  const { vendor, serial } = present.facts
  const unlockSecret = Buffer.from('geheim').toString('base64')
  expect(answered).toEqual([{ token: { kind: 'ukey', vendor, serial }, unlockSecret }])
  expect([held, secrets.length, log]).toEqual([['soft-1 secret-0'], 1, []])
})

it('a secret that the authority cannot use is not held as left', async () => {
  const { offer, settled, held, is, secrets } = await setUp()
  is.canUnlock = false
  await offer()
  await settled()
  expect([held, secrets.length]).toEqual([[], 1])
})

it('nobody is asked for a secret that is not wanted', async () => {
  const { offer, is, token, secrets, book, answered } = await setUp()
  const changes: readonly (() => void)[] = [
    () => Object.assign(is, { wants: false }),
    () => Object.assign(is, { wants: true, here: false }),
    () => Object.assign(is, { here: true, known: false }),
    () => Object.assign(is, { known: true, chain: [] }),
    () => Object.assign(is, { chain: [memoryUkey('x').signing.certificate.raw] }),
    () => Object.assign(is, { chain: [root.certificate.raw], issuer: { ...is.issuer, address: null } }),
    () => Object.assign(is, { issuer: { ...is.issuer, address: 'http://a', businesses: ['issue'] } }),
  ]
  for (const change of changes) {
    change()
    await offer()
    expect(secrets).toEqual([])
  }
  Object.assign(is, { issuer: { ...demo, address: 'http://a' } })
  token.kind = 'ukey'
  await offer()
  token.kind = 'soft'
  book.remove('token-one')
  await offer()
  expect([secrets, answered]).toEqual([[], []])
})

it('no business fails with it, and why it was not left is written down', async () => {
  const { deposit, token, settled, log, held, answers, secrets } = await setUp()
  await deposit.offer(token, new Pin('000000'))
  expect(log).toEqual(['no unlock secret was left: pin-wrong'])
  answers[register] = () => {
    throw new AssistantError('network-timeout')
  }
  await deposit.offer(token, new Pin('135790'))
  await settled()
  expect([log[1], held, secrets.length]).toEqual(['no unlock secret was left: network-timeout', [], 1])
})

it('a token that makes none leaves none', async () => {
  const { deposit, present } = await setUp()
  const made = await present.token.withSession(null, (session) => deposit.make('soft-1', session))
  expect(made).toBeNull()
})

it('a secret is dropped although its token has gone meanwhile', async () => {
  const { deposit, is, held, answered } = await setUp()
  is.here = false
  const secret = { id: 'secret-9', pin: new Pin('geheim') }
  await deposit.leave('soft-1', secret)
  expect([isDropped(secret), held, answered]).toEqual([true, [], []])
})
