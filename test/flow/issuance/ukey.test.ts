import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoredCertificate } from '../../../src/native/index.ts'
import { addFault, clearFaults } from '../../../src/native/virtual-ukey/faults.ts'
import {
  createUkey,
  plugUkey,
  readUkey,
  typeOnKeypad,
  unplugUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import {
  fromHex,
  parseCertificate,
  sm2Digest,
  sm2Encrypt,
  sm2Verify,
  toBase64,
} from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { PinTries } from '../../../src/shared/contract/index.ts'
import { given, type House, openHouse, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { faces } from '../../house/tokens.ts'
import { opensslVerifiesSm2 } from '../tokens/openssl.ts'
import { type Middle, openMiddle } from './middle.ts'
import {
  idOf,
  insert,
  opensslVerifies,
  pkcs11Tool,
  putOldRsa,
  readBack,
  UKEY_PIN,
  virtualDriver,
  waitFor,
} from './ukeys.ts'

describe.each(faces)('through %s:', (face) => {
  const raFolder = temporary()
  const holder = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const
  let ra: RunningRa
  let middle: Middle
  let home = ''
  let keys = ''
  let house: House

  beforeAll(async () => {
    ra = await openRa(raFolder)
    middle = await openMiddle(ra.url)
  })
  afterAll(async () => {
    middle.close()
    await ra.stop()
    removeFolder(raFolder)
  })
  beforeEach(async () => {
    home = temporary()
    keys = join(home, 'keys')
    middle.interfere(() => 'pass')
    const drivers = virtualDriver(keys, face)
    house = await openHouse({ home, address: middle.url, drivers, retryMs: 60_000 })
    await house.login(holder)
  })
  afterEach(async () => {
    await house.stop()
    removeFolder(home)
  })

  const issue = async (tokenId: string, secret = UKEY_PIN) => {
    const { transactionId } = await house.issuance.start({
      target: { kind: 'ukey', tokenId },
      ...given(secret),
    })
    return house.rest(transactionId)
  }
  const resume = async (id: string, secret = UKEY_PIN, tries: PinTries = 'careful') => {
    await house.issuance.resume(id, given(secret, tries))
    return house.rest(id)
  }
  const refuse = (path: RegExp) => middle.interfere((call) => (path.test(call.path) ? 'refuse' : 'pass'))
  const session = <T>(
    tokenId: string,
    work: Parameters<NonNullable<ReturnType<House['keyring']['token']>>['withSession']>[1],
  ) => house.keyring.token(tokenId)?.withSession(pin(UKEY_PIN), work) as Promise<T>

  const certificatesOn = async (tokenId: string, use: string) => {
    // A key that was pulled out and put in again between two looks is absent for one of them.
    await waitFor(house, () => house.keyring.token(tokenId) !== undefined)
    const certificates = (await house.keyring.token(tokenId)?.certificates()) ?? []
    return certificates.filter(({ der }) => parseCertificate(der).use === use)
  }

  /** The signing certificates that are in force. On SKF an old one stays beside them, because its container does. */
  const signingOn = async (tokenId: string) => {
    const { certificates } = await house.authority.client().certificates.list({})
    const active = certificates.flatMap(({ status, der }) => (status === 'active' ? [der] : []))
    const signing = await certificatesOn(tokenId, 'signing')
    return signing.filter(({ der }) => active.includes(toBase64(der)))
  }

  const opensWith = (tokenId: string, { keyId, der }: StoredCertificate) => {
    const { publicKey } = parseCertificate(der)
    if (publicKey.type !== 'sm2') throw new Error('not SM2')
    const cipher = sm2Encrypt(publicKey.point, new TextEncoder().encode('投标文件'))
    return session<Uint8Array>(tokenId, (open) => open.decrypt(keyId, cipher))
  }

  /** Signs with every signing certificate on the key. True if there is exactly one and its signature is right. */
  const signsWithOne = async (tokenId: string): Promise<boolean> => {
    const [one, ...others] = await signingOn(tokenId)
    if (!one || others.length > 0) return false
    const key = parseCertificate(one.der).publicKey
    if (key.type !== 'sm2') return false
    const message = new TextEncoder().encode('still works')
    const digest = sm2Digest(key.point, message)
    const signature = await session<Uint8Array>(tokenId, (open) => open.sign(one.keyId, digest, 'sm2-digest'))
    return sm2Verify(key.point, message, signature)
  }

  describe('a certificate on a Ukey', () => {
    it('is written, satisfies independent programs, and the RSA objects are gone', async () => {
      const tokenId = await insert(house, keys, 'UK0001')
      putOldRsa(keys, home, holder.applicantName)
      await house.keyring.refresh()
      await waitFor(house, () => house.keyring.current().tokens[0]?.certificates.length === 1)
      const view = await issue(tokenId)
      expect(house.log).toEqual([])
      expect(view.state).toBe('done')
      expect(view.tokenId).toBe(tokenId)

      const objects = pkcs11Tool(keys, '--login', '--pin', UKEY_PIN, '-O').text
      expect(objects).not.toContain('RSA')
      expect(objects.match(/Certificate Object/g)).toHaveLength(2)
      expect(objects.match(/Private Key Object/g)).toHaveLength(2)

      const [signing] = await signingOn(tokenId)
      const read = signing?.der ?? new Uint8Array()
      // Through SKF a key has no id of PKCS#11.
      if (face === 'pkcs11') expect(readBack(keys, home, signing?.keyId ?? '')).toEqual(read)
      expect(opensslVerifies(home, read, house.authority.chain()).match(/: OK/g)).toHaveLength(2)
      const key = parseCertificate(read).publicKey
      if (key.type !== 'sm2') throw new Error('not SM2')
      const message = new TextEncoder().encode('signed on the key')
      const digest = sm2Digest(key.point, message)
      const signature = await session<Uint8Array>(tokenId, (open) =>
        open.sign(signing?.keyId ?? '', digest, 'sm2-digest'),
      )
      expect(opensslVerifiesSm2(home, key.point, message, signature)).toBe(true)
      await waitFor(house, () => house.keyring.current().tokens[0]?.certificates.length === 2)
    })

    it('replaces the one before, on the same key, and what was encrypted to that one still opens', async () => {
      const tokenId = await insert(house, keys, 'UK0002')
      const first = await issue(tokenId)
      const [before] = await signingOn(tokenId)
      const second = await issue(tokenId)
      expect([first.state, second.state]).toEqual(['done', 'done'])
      const [after, ...others] = await signingOn(tokenId)
      expect(others).toEqual([])
      expect(after?.objectId).not.toBe(before?.objectId)
      const encryption = await certificatesOn(tokenId, 'encryption')
      expect(encryption).toHaveLength(2)
      for (const one of encryption)
        expect(new TextDecoder().decode(await opensWith(tokenId, one))).toBe('投标文件')
      const stillThere = (await certificatesOn(tokenId, 'signing')).map(({ objectId }) => objectId)
      expect(stillThere.includes(before?.objectId ?? '')).toBe(face === 'skf')
      expect(await signsWithOne(tokenId)).toBe(true)
    })

    if (face === 'pkcs11')
      it('works on a key that cannot unwrap by itself', async () => {
        const tokenId = await insert(house, keys, 'UK0003', { unwrap: false })
        expect((await issue(tokenId)).state).toBe('done')
        expect(await signsWithOne(tokenId)).toBe(true)
      })

    if (face === 'pkcs11')
      it('takes the PIN from the keypad of a key that has one', async () => {
        const tokenId = await insert(house, keys, 'UK0009', { keypad: true })
        const fingers = setInterval(() => typeOnKeypad(keys, 'UK0009', UKEY_PIN), 20)
        try {
          const target = { kind: 'ukey', tokenId } as const
          const onKey = { pin: { entry: 'on-device' }, tries: 'careful' } as const
          const { transactionId } = await house.issuance.start({ target, ...onKey })
          expect((await house.rest(transactionId)).state).toBe('done')
        } finally {
          clearInterval(fingers)
        }
      })

    it('is not begun without a PIN on a key that has no keypad, nor on this computer', async () => {
      const tokenId = await insert(house, keys, 'UK0010')
      const onKey = { pin: { entry: 'on-device' }, tries: 'careful' } as const
      for (const target of [{ kind: 'ukey', tokenId }, { kind: 'soft' }] as const)
        await expect(house.issuance.start({ target, ...onKey })).rejects.toMatchObject({ code: 'pin-needed' })
      expect(house.issuance.views()).toEqual([])
    })

    it('is refused on a key without SM2, before anything begins', async () => {
      const tokenId = await insert(house, keys, 'UK0004', { generation: 4 })
      await expect(issue(tokenId)).rejects.toMatchObject({ code: 'token-lacks' })
      expect(house.issuance.views()).toEqual([])
    })

    it('reports a wrong PIN, the last try and the lock, and uses the last try only after a second confirmation', async () => {
      const tokenId = await insert(house, keys, 'UK0005', { userTries: 3 })
      const left = () => readUkey(keys, 'UK0005').facts?.user.left
      const wrong = await issue(tokenId, '00000000')
      expect(wrong.error).toEqual({ code: 'pin-wrong', params: { triesLeft: 2 } })
      expect(wrong.needsPin).toBe(true)
      expect((await resume(wrong.id, '00000000')).error?.code).toBe('pin-wrong-last-try')
      expect((await resume(wrong.id, '00000000')).error?.code).toBe('last-try-unconfirmed')
      expect(left()).toBe(1)
      expect((await resume(wrong.id, '00000000', 'last-confirmed')).error?.code).toBe('pin-locked')
      expect(left()).toBe(0)
      await house.issuance.abandon(wrong.id)
      await waitFor(house, () => house.keyring.current().tokens[0]?.facts.pin.locked === true)
      await expect(issue(tokenId)).rejects.toMatchObject({ code: 'pin-locked' })
    })

    it('is not begun or given up on the last try until the person knows what a lock means', async () => {
      const tokenId = await insert(house, keys, 'UK0024', { userTriesLeft: 2 })
      const wrong = await issue(tokenId, '00000000')
      await expect(house.issuance.abandon(wrong.id, given('00000000'))).rejects.toMatchObject({
        code: 'last-try-unconfirmed',
      })
      await house.issuance.abandon(wrong.id)
      await waitFor(house, () => house.keyring.current().tokens[0]?.facts.pin.lastTry === true)
      const target = { kind: 'ukey', tokenId } as const
      await expect(issue(tokenId)).rejects.toMatchObject({ code: 'last-try-unconfirmed' })
      expect(house.issuance.views()).toEqual([])
      const begun = await house.issuance.start({ target, ...given(UKEY_PIN, 'last-confirmed') })
      expect((await house.rest(begun.transactionId)).state).toBe('done')
    })

    it('counts the tries that another program has used, and shows them to the person who must confirm', async () => {
      const tokenId = await insert(house, keys, 'UK0025', { userTries: 3 })
      const shown = () => house.keyring.current().tokens[0]?.facts.pin
      for (let tries = 0; tries < 2; tries++) pkcs11Tool(keys, '--login', '--pin', '00000000', '-O')
      const refused = await issue(tokenId)
      expect(refused.error?.code).toBe('last-try-unconfirmed')
      expect(readUkey(keys, 'UK0025').facts?.user.left).toBe(1)
      await waitFor(house, () => shown()?.lastTry === true)
      expect((await resume(refused.id, UKEY_PIN, 'last-confirmed')).state).toBe('done')
    })

    it('goes on after a wrong PIN with the same request', async () => {
      const tokenId = await insert(house, keys, 'UK0006')
      const wrong = await issue(tokenId, '00000000')
      const requests = async () => (await house.authority.client().requests.list({})).requests.length
      const before = await requests()
      expect((await resume(wrong.id)).state).toBe('done')
      expect(await requests()).toBe(before)
    })

    it('can be under way only once for each key', async () => {
      const tokenId = await insert(house, keys, 'UK0007')
      refuse(/csr$/)
      const rested = await issue(tokenId)
      expect(rested.state).toBe('waiting')
      await expect(issue(tokenId)).rejects.toMatchObject({ code: 'transaction-running' })
      const other = await insert(house, keys, 'UK0008')
      middle.interfere(() => 'pass')
      expect((await issue(other)).state).toBe('done')
      expect((await resume(rested.id)).error?.code).toBe('request-ended')
      await house.issuance.abandon(rested.id, given(UKEY_PIN))
    })
  })

  describe('a key that does not stay', () => {
    it('pulled out while it signs: the issuance rests, and goes on when it is back', async () => {
      const tokenId = await insert(house, keys, 'UK0010')
      await issue(tokenId)
      addFault(keys, 'UK0010', { on: 'sign', nth: 2, action: { kind: 'removed' } })
      const rested = await issue(tokenId)
      expect(rested.error?.code).toBe('token-removed')
      expect(rested.steps.find(({ state }) => state === 'failed')?.name).toBe('verify')
      await waitFor(house, () => idOf(house, 'UK0010') === undefined)
      expect(house.issuance.views().at(-1)?.tokenPresent).toBe(false)
      expect((await resume(rested.id)).error?.code).toBe('token-absent')
      plugUkey(keys, 'UK0010')
      await waitFor(house, () => idOf(house, 'UK0010') !== undefined)
      expect((await resume(rested.id)).state).toBe('done')
      expect(await signsWithOne(tokenId)).toBe(true)
    })

    it('swapped for another of its kind: that one is named as the wrong one and not touched', async () => {
      const tokenId = await insert(house, keys, 'UK0011')
      refuse(/csr$/)
      const rested = await issue(tokenId)
      middle.interfere(() => 'pass')
      unplugUkey(keys, 'UK0011')
      await waitFor(house, () => idOf(house, 'UK0011') === undefined)
      await insert(house, keys, 'UK0012')
      expect((await resume(rested.id)).error).toEqual({ code: 'token-swapped', params: { serial: 'UK0011' } })
      expect(pkcs11Tool(keys, '--login', '--pin', UKEY_PIN, '-O').text).not.toContain('Key Object')
      unplugUkey(keys, 'UK0012')
      plugUkey(keys, 'UK0011')
      await waitFor(house, () => idOf(house, 'UK0011') !== undefined && idOf(house, 'UK0012') === undefined)
      expect((await resume(rested.id)).state).toBe('done')
    })

    it('cleared between two steps: its key is missed before anything is written', async () => {
      const tokenId = await insert(house, keys, 'UK0013')
      refuse(/collect$/)
      const rested = await issue(tokenId)
      middle.interfere(() => 'pass')
      await session(tokenId, async (open) => {
        for (const { keyId } of await open.keys()) await open.removeKey(keyId)
      })
      expect((await resume(rested.id)).error?.code).toBe('object-missing')
      expect(await signingOn(tokenId)).toEqual([])
    })

    it('full: the old certificate signs, and after room was made the issuance goes on', async () => {
      const tokenId = await insert(house, keys, 'UK0014')
      await issue(tokenId)
      addFault(keys, 'UK0014', { on: 'create', nth: 1, action: { kind: 'full' }, forever: true })
      const rested = await issue(tokenId)
      expect(rested.error?.code).toBe('token-full')
      expect(await signsWithOne(tokenId)).toBe(true)
      clearFaults(keys, 'UK0014')
      expect((await resume(rested.id)).state).toBe('done')
      expect(await signsWithOne(tokenId)).toBe(true)
    })

    // On SKF the container of the old pair stays, so nothing is removed.
    if (face === 'pkcs11')
      it('pulled out while the old objects are removed: the rest is removed when it is back', async () => {
        const tokenId = await insert(house, keys, 'UK0016')
        await issue(tokenId)
        addFault(keys, 'UK0016', {
          on: 'C_DestroyObject',
          nth: 1,
          after: true,
          action: { kind: 'removed' },
        })
        const rested = await issue(tokenId)
        expect(rested.steps.find(({ state }) => state === 'failed')?.name).toBe('retire')
        plugUkey(keys, 'UK0016')
        await waitFor(house, () => idOf(house, 'UK0016') !== undefined)
        expect((await resume(rested.id)).state).toBe('done')
        const objects = pkcs11Tool(keys, '--login', '--pin', UKEY_PIN, '-O').text
        // Two of the new pair, and the old encryption key.
        for (const kind of ['Private Key', 'Certificate'])
          expect(objects.match(new RegExp(`${kind} Object`, 'g'))).toHaveLength(3)
        expect(await signsWithOne(tokenId)).toBe(true)
      })

    it('whose driver crashes: the host comes back, and nothing was done twice', async () => {
      const tokenId = await insert(house, keys, 'UK0015')
      addFault(keys, 'UK0015', { on: 'generate', nth: 1, after: true, action: { kind: 'segv' } })
      const rested = await issue(tokenId)
      expect(rested.error?.code).toBe('driver-crashed')
      await waitFor(house, () => idOf(house, 'UK0015') !== undefined)
      expect((await resume(rested.id)).state).toBe('done')
      expect(
        pkcs11Tool(keys, '--login', '--pin', UKEY_PIN, '-O').text.match(/Private Key Object/g),
      ).toHaveLength(2)
    })
  })

  describe('an issuance on a Ukey that is given up', () => {
    const keysOn = () =>
      pkcs11Tool(keys, '--login', '--pin', UKEY_PIN, '-O').text.match(/Private Key Object/g) ?? []

    it('with its PIN takes the pair away at once', async () => {
      const tokenId = await insert(house, keys, 'UK0020')
      refuse(/csr$/)
      const rested = await issue(tokenId)
      expect(keysOn()).toHaveLength(1)
      middle.interfere(() => 'pass')
      await house.issuance.abandon(rested.id, given(UKEY_PIN))
      expect(keysOn()).toHaveLength(0)
    })

    it('asks for the PIN once its certificate may be on the key, and leaves nothing there', async () => {
      const tokenId = await insert(house, keys, 'UK0022')
      await issue(tokenId)
      refuse(/confirm$/)
      const rested = await issue(tokenId)
      expect(keysOn()).toHaveLength(4)
      middle.interfere(() => 'pass')
      await expect(house.issuance.abandon(rested.id)).rejects.toMatchObject({ code: 'pin-needed' })
      await expect(house.issuance.abandon(rested.id, given('00000000'))).rejects.toMatchObject({
        code: 'pin-wrong',
      })
      await house.issuance.abandon(rested.id, given(UKEY_PIN))
      expect(keysOn()).toHaveLength(2)
      expect(await signsWithOne(tokenId)).toBe(true)
    })

    it('while the key is away is cleaned up at its next issuance', async () => {
      const tokenId = await insert(house, keys, 'UK0023')
      refuse(/confirm$/)
      const rested = await issue(tokenId)
      middle.interfere(() => 'pass')
      unplugUkey(keys, 'UK0023')
      await waitFor(house, () => idOf(house, 'UK0023') === undefined)
      await house.issuance.abandon(rested.id)
      plugUkey(keys, 'UK0023')
      await waitFor(house, () => idOf(house, 'UK0023') !== undefined)
      expect((await issue(tokenId)).state).toBe('done')
      expect(keysOn()).toHaveLength(2)
    })

    it('without its PIN leaves the pair until the next issuance on that key, also over a restart', async () => {
      const tokenId = await insert(house, keys, 'UK0021')
      refuse(/csr$/)
      const rested = await issue(tokenId)
      middle.interfere(() => 'pass')
      await house.issuance.abandon(rested.id)
      expect(house.issuance.views()).toEqual([])
      expect(keysOn()).toHaveLength(1)
      await house.stop()
      house = await openHouse({ home, address: middle.url, drivers: virtualDriver(keys, face) })
      await waitFor(house, () => idOf(house, 'UK0021') !== undefined)
      expect((await issue(tokenId)).state).toBe('done')
      expect(keysOn()).toHaveLength(2)
    })
  })

  if (face === 'pkcs11')
    describe('a key id', () => {
      it('is the same in the journal, on the key and for other programs', async () => {
        createUkey(keys, 'UK0030', { serial: 'UK0030' })
        plugUkey(keys, 'UK0030')
        await waitFor(house, () => idOf(house, 'UK0030') !== undefined)
        const tokenId = idOf(house, 'UK0030') ?? ''
        await issue(tokenId)
        const [signing] = await signingOn(tokenId)
        expect(pkcs11Tool(keys, '-O', '--type', 'cert').text).toContain(signing?.keyId ?? '-')
        expect(fromHex(signing?.keyId ?? '')).toHaveLength(16)
      })
    })
})
