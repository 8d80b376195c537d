import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  generateSm2KeyPair,
  parseCertificate,
  sm2Digest,
  sm2Verify,
  toBase64,
} from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { issuanceSteps } from '../../../src/shared/models/index.ts'
import {
  demoIssuer,
  given,
  type House,
  openHouse,
  openRa,
  pin,
  removeFolder,
  temporary,
} from '../../house/issuance.ts'
import { answerFor, smallAuthority } from '../../unit/main/issuance/issued.ts'
import { type Middle, openMiddle } from './middle.ts'

const raFolder = temporary()
let ra: RunningRa
let middle: Middle
beforeAll(async () => {
  ra = await openRa(raFolder)
  middle = await openMiddle(ra.url)
})
afterAll(async () => {
  middle.close()
  await ra.stop()
  removeFolder(raFolder)
})

const holder = { userName: 'qingyun', applicantName: '上海青云精密仪器有限公司' } as const
let home = ''
let house: House
const open = async (clock?: () => Date) => {
  house = await openHouse({ home, address: middle.url, retryMs: 60_000, ...(clock ? { clock } : {}) })
}
beforeEach(async () => {
  home = temporary()
  middle.interfere(() => 'pass')
  await open()
})
afterEach(async () => {
  await house.stop()
  removeFolder(home)
})

const start = async (secret?: string) => {
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given(secret) })
  return house.rest(transactionId)
}
const resume = async (id: string, secret?: string) => {
  await house.issuance.resume(id, given(secret))
  return house.rest(id)
}
const restart = async () => {
  await house.stop()
  await open()
}
const callOf = {
  request: /POST \/ra\/v1\/requests$/,
  submit: /\/csr$/,
  collect: /\/collect$/,
  confirm: /\/confirm$/,
} as const
const at = (step: keyof typeof callOf, then: 'refuse' | 'lose-answer' | ((answer: unknown) => unknown)) =>
  middle.interfere(({ method, path }) => (callOf[step].test(`${method} ${path}`) ? then : 'pass'))

const statuses = async () => {
  const { certificates } = await house.authority.client().certificates.list({})
  return certificates.filter(({ status }) => status === 'active')
}

/** What must always hold: this token signs, and the signature is right under its certificate. */
const signs = async (tokenId: string, secret?: string) => {
  const present = house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  const signing = present?.certificates.find(({ der }) => parseCertificate(der).use === 'signing')
  if (!present || !signing) return false
  const key = parseCertificate(signing.der).publicKey
  if (key.type !== 'sm2') return false
  const message = new TextEncoder().encode('still works')
  const digest = sm2Digest(key.point, message)
  const signature = await present.token.withSession(pin(secret), (session) =>
    session.sign(signing.keyId, digest, 'sm2-digest'),
  )
  return sm2Verify(key.point, message, signature)
}

describe.each(['request', 'submit', 'collect', 'confirm'] as const)(
  'when the network breaks at %s',
  (step) => {
    it.each(['refuse', 'lose-answer'] as const)(
      '(%s) the issuance rests, and ends with one pair when the network is back',
      async (how) => {
        await house.login(holder)
        const old = await start()
        at(step, how)
        const rested = await start()
        expect(rested.error).toBeNull()
        expect(rested.waiting).toMatchObject({ for: 'network', report: { code: 'network-refused' } })
        expect(rested.steps.find(({ state }) => state === 'waiting')?.name).toBe(step)
        expect(rested.needsPin).toBe(false)
        expect(await signs(old.tokenId)).toBe(true)
        middle.interfere(() => 'pass')
        expect((await resume(rested.id)).error).toBeNull()
        const view = house.issuance.views().at(-1)
        if (view === undefined) throw new Error('no business')
        expect(view.state).toBe('done')
        expect(await statuses()).toHaveLength(2)
        expect(
          house.keyring
            .current()
            .tokens.map(({ facts }) => facts.id)
            .sort(),
        ).toEqual([old.tokenId, view.tokenId].sort())
        expect(await signs(view.tokenId ?? '')).toBe(true)
        const { requests } = await house.authority.client().requests.list({})
        expect(requests.filter(({ state }) => state !== 'active')).toEqual([])
      },
    )
  },
)

describe('an issuance that was interrupted', () => {
  it('goes on by itself after a restart as far as no PIN is needed, and then asks for it', async () => {
    await house.login(holder)
    at('submit', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    await restart()
    const asking = await house.until(rested.id, ({ waiting }) => waiting?.for === 'person')
    expect(asking.steps.find(({ state }) => state !== 'done')?.name).toBe('write-signing')
    expect(asking).toMatchObject({ waiting: { for: 'person', asked: 'pin' }, needsPin: true, error: null })
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('goes on by itself when the network comes back', async () => {
    await house.stop()
    house = await openHouse({ home, address: middle.url, retryMs: 50 })
    await house.login(holder)
    at('confirm', 'lose-answer')
    const { id, waiting } = await start()
    expect(waiting).toMatchObject({ for: 'network', report: { code: 'network-refused' } })
    const planned = await house.until(
      id,
      (view) => view.waiting?.for === 'network' && view.waiting.nextTry !== null,
    )
    expect(planned.waiting).toMatchObject({ since: waiting?.for === 'network' && waiting.since })
    middle.interfere(() => 'pass')
    await house.until(id, ({ state }) => state === 'done')
    expect(await statuses()).toHaveLength(2)
  })

  it('goes on without another login once the request is open', async () => {
    await house.login(holder)
    at('submit', 'refuse')
    const rested = await start()
    await house.account.logout()
    middle.interfere(() => 'pass')
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('needs a login again when the session ended before the request was open', async () => {
    await house.login(holder)
    at('request', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    await house.account.logout()
    expect((await resume(rested.id)).error?.code).toBe('login-needed')
    await house.login(holder)
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('takes the PIN given when it goes on, as long as no key depends on the first one', async () => {
    await house.login(holder)
    at('request', 'refuse')
    const rested = await start('first-pin')
    middle.interfere(() => 'pass')
    const view = await resume(rested.id, 'second-pin')
    expect(view.state).toBe('done')
    expect(await signs(view.tokenId, 'second-pin')).toBe(true)
  })

  it('refuses a weak PIN that is given then, makes nothing, and takes a better one', async () => {
    await house.login(holder)
    at('request', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    for (const weak of ['12345', '123456']) {
      const { error, state } = await resume(rested.id, weak)
      expect([state, error?.code]).toEqual(['paused', weak.length < 6 ? 'pin-length' : 'pin-weak'])
      expect(house.keyring.current().tokens).toEqual([])
    }
    const view = await resume(rested.id, 'second-pin')
    expect(view.state).toBe('done')
    expect(await signs(view.tokenId, 'second-pin')).toBe(true)
  })

  it('reports the tries left after a wrong PIN and loses nothing', async () => {
    await house.login(holder)
    at('collect', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    const wrong = await resume(rested.id, 'not-the-pin')
    expect(wrong.error).toEqual({ code: 'pin-wrong', params: { triesLeft: 9 } })
    expect(wrong.needsPin).toBe(true)
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('is given up cleanly: the authority is told, the pair is gone, the old certificate signs', async () => {
    await house.login(holder)
    const old = await start()
    at('collect', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    await house.issuance.abandon(rested.id)
    expect(house.issuance.views().map(({ id }) => id)).toEqual([old.id])
    expect(house.keyring.current().tokens.map(({ facts }) => facts.id)).toEqual([old.tokenId])
    expect(await signs(old.tokenId)).toBe(true)
    const { requests } = await house.authority.client().requests.list({})
    expect(requests.some(({ state }) => state === 'abandoned')).toBe(true)
    await restart()
    expect(house.issuance.views()).toEqual([])
  })

  it('is given up once, however often the person asks for it', async () => {
    await house.login(holder)
    at('collect', 'refuse')
    const rested = await start()
    middle.interfere(() => 'pass')
    const twice = [
      house.issuance.abandon(rested.id),
      house.issuance.abandon(rested.id),
      house.issuance.resume(rested.id),
    ]
    const results = await Promise.allSettled(twice)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    await restart()
    expect([house.issuance.views(), house.damaged]).toEqual([[], []])
  })

  it('can be given up without a network before the confirmation', async () => {
    await house.login(holder)
    middle.interfere(({ path }) => (/info|requests$/.test(path) ? 'pass' : 'refuse'))
    const rested = await start()
    await house.issuance.abandon(rested.id)
    expect(house.issuance.views()).toEqual([])
  })

  it('cannot be given up when the new certificate is in force although its answer was lost', async () => {
    await house.login(holder)
    at('confirm', 'lose-answer')
    const rested = await start()
    middle.interfere(({ path }) =>
      path.includes('/abandon') || path.includes('/requests/') ? 'refuse' : 'pass',
    )
    await expect(house.issuance.abandon(rested.id)).rejects.toMatchObject({ code: 'network-refused' })
    middle.interfere(() => 'pass')
    await expect(house.issuance.abandon(rested.id)).rejects.toMatchObject({ code: 'already-in-force' })
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('keeps its key when the authority cannot be told that it is given up, though it can be asked', async () => {
    await house.login(holder)
    at('confirm', 'refuse')
    const rested = await start()
    expect(rested.steps.find(({ state }) => state === 'waiting')?.name).toBe('confirm')
    const tokens = () => house.keyring.current().tokens.map(({ facts }) => facts.id)
    const [tokenId = '', ...others] = tokens()
    expect(others).toEqual([])
    middle.interfere(({ path }) => (path.endsWith('/abandon') ? 'refuse' : 'pass'))
    for (let time = 0; time < 2; time++) {
      await expect(house.issuance.abandon(rested.id)).rejects.toMatchObject({ code: 'network-refused' })
      expect(tokens()).toEqual([tokenId])
      expect(await signs(tokenId)).toBe(true)
    }
    middle.interfere(() => 'pass')
    expect((await resume(rested.id)).state).toBe('done')
    expect(await statuses()).toHaveLength(2)
  })

  it('cannot go on while its authority is not known any more, and can when it is back', async () => {
    await house.login(holder)
    at('submit', 'refuse')
    const rested = await start()
    await house.stop()
    const another = demoIssuer(middle.url, { id: 'another' })
    house = await openHouse({ home, address: middle.url, issuers: [another] })
    await house.until(rested.id, ({ error }) => error?.code === 'issuer-missing')
    await house.stop()
    middle.interfere(() => 'pass')
    const issuers = [another, demoIssuer(middle.url)]
    house = await openHouse({ home, address: middle.url, issuers })
    await house.until(rested.id, ({ waiting }) => waiting?.for === 'person' && waiting.asked === 'pin')
    expect(await resume(rested.id)).toMatchObject({ state: 'done', issuerId: 'demo' })
  })
})

describe('an answer that cannot be right', () => {
  type Answer = { collected: Record<string, unknown> }
  const stranger = smallAuthority()
  const pair = generateSm2KeyPair()
  const foreign = answerFor(stranger, pair)
  const text = (bytes: Uint8Array) => toBase64(bytes)
  const lies: readonly (readonly [string, string, (answer: Answer) => unknown])[] = [
    [
      'another holder',
      'certificate-other-subject',
      ({ collected }) => ({
        collected: { ...collected, signatureCertificate: text(foreign.signatureCertificate) },
      }),
    ],
    [
      'the encryption certificate in the place of the signing one',
      'certificate-other-key',
      ({ collected }) => ({
        collected: { ...collected, signatureCertificate: collected.encryptionCertificate },
      }),
    ],
    [
      'a broken envelope',
      'envelope-broken',
      ({ collected }) => ({
        collected: { ...collected, envelopedKey: text(foreign.envelopedKey.subarray(0, 90)) },
      }),
    ],
    [
      'the envelope of another pair',
      'envelope-broken',
      ({ collected }) => ({ collected: { ...collected, envelopedKey: text(foreign.envelopedKey) } }),
    ],
    [
      'no certificate at all',
      'authority-answer-unreadable',
      ({ collected }) => ({ collected: { ...collected, signatureCertificate: 'AAAA' } }),
    ],
  ]
  it.each(lies)('(%s) is not written, and the old certificate signs', async (_, code, lie) => {
    await house.login(holder)
    const old = await start()
    at('collect', (answer) => lie(answer as Answer))
    const rested = await start()
    expect(rested.error?.code).toBe(code)
    expect(rested.steps.find(({ state }) => state === 'failed')?.name).toBe('collect')
    expect(await signs(old.tokenId)).toBe(true)
    middle.interfere(() => 'pass')
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('(a right envelope whose wrapped key was changed) is fetched again when the user goes on', async () => {
    await house.login(holder)
    at('collect', (answer) => {
      const { collected } = answer as Answer
      const envelope = Buffer.from(String(collected.envelopedKey), 'base64')
      const last = envelope.length - 1
      envelope[last] = (envelope[last] ?? 0) ^ 1
      return { collected: { ...collected, envelopedKey: envelope.toString('base64') } }
    })
    const rested = await start()
    expect(rested.error?.code).toBe('envelope-broken')
    expect(rested.steps.find(({ state }) => state === 'failed')?.name).toBe('collect')
    middle.interfere(() => 'pass')
    expect((await resume(rested.id)).state).toBe('done')
  })
})

describe('a machine in trouble', () => {
  it('whose clock is wrong is told so before anything begins', async () => {
    await house.stop()
    await open(() => new Date(Date.now() - 40 * 60_000))
    await house.login(holder)
    const rested = await start()
    expect(rested.error).toEqual({ code: 'clock-skew', params: { minutes: 40 } })
    expect(rested.steps.find(({ state }) => state === 'failed')?.name).toBe('request')
  })

  it('whose disk is full stops, and later goes on from the same step', async () => {
    await house.login(holder)
    at('submit', 'refuse')
    const rested = await start()
    const journal = join(home, 'journal', `issue.${rested.id}.journal`)
    renameSync(journal, `${journal}.kept`)
    symlinkSync('/dev/full', journal)
    middle.interfere(() => 'pass')
    expect((await resume(rested.id)).error?.code).toBe('disk-full')
    rmSync(journal)
    renameSync(`${journal}.kept`, journal)
    expect((await resume(rested.id)).state).toBe('done')
  })

  it('whose journal is damaged starts without it and says which file was set aside', async () => {
    await house.login(holder)
    at('submit', 'refuse')
    const rested = await start()
    await house.stop()
    writeFileSync(join(home, 'journal', `issue.${rested.id}.journal`), 'not a record\nand another\n')
    await open()
    expect(house.issuance.views()).toEqual([])
    expect(house.damaged).toHaveLength(1)
    expect(existsSync(join(home, 'journal', house.damaged[0] ?? ''))).toBe(true)
    middle.interfere(() => 'pass')
    await house.login(holder)
    expect((await start()).state).toBe('done')
  })

  it('that was cut off before the end was written down has finished after the next start', async () => {
    await house.login(holder)
    const { id } = await start()
    await house.stop()
    const name = `issue.${id}.journal`
    const lines = readFileSync(join(home, 'journal', 'finished', name), 'utf8')
      .trimEnd()
      .split('\n')
    writeFileSync(join(home, 'journal', name), `${lines.slice(0, -1).join('\n')}\n`)
    await open()
    expect((await house.until(id, ({ state }) => state === 'done')).steps.at(-1)?.name).toBe('seal')
    await expect.poll(() => readdirSync(join(home, 'journal'))).toEqual(['finished'])
  })

  it('has nothing unfinished in its folder after the end', async () => {
    await house.login(holder)
    const view = await start()
    expect(view.steps.map(({ name }) => name)).toEqual([...issuanceSteps])
    await house.stop()
    expect(readdirSync(join(home, 'journal'))).toEqual(['finished'])
  })
})
