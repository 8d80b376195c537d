import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pin, pairCertificates, type SignScheme } from '../../../src/native/index.ts'
import { openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'
import { softHsm } from './softhsm-tokens.ts'

const folder = ownFolder()
const pins: Readonly<Record<string, string>> = { first: '111111', second: '222222', third: '444444' }
const message = Buffer.from('a message')
let house: TokenHouse
let publicKeys: Readonly<Record<'rsa' | 'ec' | 'asking', string>>

const labelled = (label: string) => {
  const found = house.keyring.current().tokens.find(({ facts }) => facts.label === label)
  if (found === undefined) throw new Error(`no token labelled ${label}`)
  return found
}

beforeAll(async () => {
  const hsm = softHsm(folder.path)
  for (const [label, pin] of Object.entries(pins)) hsm.initialise(label, pin)
  publicKeys = {
    rsa: hsm.fill('first', '111111', '01', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']),
    ec: hsm.fill('second', '222222', '02', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']),
    asking: hsm.fill(
      ...(['third', '444444', '03'] as const),
      ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ['--always-auth'],
    ),
  }
  house = openTokenHouse({ folder: folder.path, drivers: ['softhsm'] })
  await house.until(({ settled }) => settled)
})

afterAll(() => {
  house.close()
  folder.remove()
})

describe('SoftHSM2, a library that nobody here wrote', () => {
  it('shows every token that was made, but not the empty slot beside them', () => {
    const labels = house.keyring.current().tokens.map(({ facts }) => facts.label)
    expect(labels.sort()).toEqual(['first', 'second', 'third'])
    expect(house.keyring.current().troubles).toEqual([])
  })

  it('is not mistaken for a token that can do SM2', () => {
    for (const { facts } of house.keyring.current().tokens) {
      expect(facts.capabilities.filter((name) => name.startsWith('sm2'))).toEqual([])
      expect(facts.capabilities).toEqual(expect.arrayContaining(['rsa-sign', 'ec-sign']))
      expect(facts.pin).toMatchObject({ triesLeft: null, initialised: true, locked: false })
    }
  })

  it.each(['first', 'second'])('shows the certificate of %s with its key, without a PIN', (label) => {
    const { certificates, keys } = labelled(label)
    const { pairs } = pairCertificates(certificates, keys)
    expect(pairs).toHaveLength(1)
    expect(pairs[0]).toMatchObject({ usable: true, mismatched: false, incomplete: false })
    expect(pairs[0]?.signing?.match).toBe('matching')
  })

  it.each<['rsa' | 'ec' | 'asking', string, SignScheme]>([
    ['rsa', 'first', 'rsa-sha256'],
    ['ec', 'second', 'ecdsa-sha256'],
    ['asking', 'third', 'ecdsa-sha256'],
  ])('signs with a key (%s) what node:crypto takes for right', async (kind, label, scheme) => {
    const digest = createHash('sha256').update(message).digest()
    const signature = await labelled(label).token.withSession(new Pin(pins[label] ?? ''), async (session) => {
      const [key] = await session.keys()
      // The key on the third token wants the PIN at each use; OpenSC's tool wrote that.
      expect(session.pinKept).toBe(label === 'third')
      return session.sign(key?.keyId ?? '', digest, scheme)
    })
    const key = createPublicKey({ key: readFileSync(publicKeys[kind]), format: 'der', type: 'spki' })
    expect(verify('sha256', message, key, signature)).toBe(true)
  })

  it('reports that a PIN was wrong, and that tries are not counted', async () => {
    const { token } = labelled('first')
    await expect(token.verifyPin(new Pin('999999'))).rejects.toMatchObject({ code: 'pin-wrong-uncounted' })
    expect((await token.facts()).pin.countLow).toBe(true)
    await token.verifyPin(new Pin('111111'))
    expect((await token.facts()).pin.countLow).toBe(false)
  })

  it('refuses SM2 because it lacks it', async () => {
    const work = labelled('first').token.withSession(new Pin('111111'), (session) => session.generateSm2('x'))
    await expect(work).rejects.toMatchObject({ code: 'token-lacks' })
  })

  it('changes a PIN, stores data, and removes a key with its certificate', async () => {
    const { token } = labelled('second')
    await token.changePin(new Pin('222222'), new Pin('333333'))
    await token.withSession(new Pin('333333'), async (session) => {
      await session.writeData('数据', Buffer.from([1, 2, 3]))
      expect((await session.data()).map(({ label }) => label)).toEqual(['数据'])
      const [key] = await session.keys()
      await session.removeKey(key?.keyId ?? '')
      expect(await session.keys()).toEqual([])
      expect(await session.certificates()).toEqual([])
    })
  })
})
