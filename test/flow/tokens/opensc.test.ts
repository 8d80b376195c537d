import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, verify, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pin, pairCertificates } from '../../../src/native/index.ts'
import { openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'
import { type PcscDaemon, startPcscd, whyNoPcscd } from './pcsc-daemon.ts'
import { PivCard } from './piv-card.ts'

const reason = await whyNoPcscd()
if (reason !== null) console.warn(`skipped: OpenSC over a virtual card: ${reason}`)

const folder = ownFolder()
const PIN = '123456'
let daemon: PcscDaemon
let house: TokenHouse
let card: PivCard
let certificate: X509Certificate

const makeCard = (): void => {
  const path = (name: string) => join(folder.path, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  const configuration =
    '[req]\ndistinguished_name = dn\nx509_extensions = leaf\n[dn]\n[leaf]\nbasicConstraints = CA:FALSE\n'
  writeFileSync(path('request.cnf'), configuration)
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', path('key.pem'))
  const subject = ['-subj', '/CN=Virtual card', '-outform', 'DER', '-out', path('cert.der')]
  openssl('req', '-new', '-x509', '-config', path('request.cnf'), '-key', path('key.pem'), ...subject)
  const der = readFileSync(path('cert.der'))
  certificate = new X509Certificate(der)
  card = new PivCard({
    certificate: der,
    key: createPrivateKey(readFileSync(path('key.pem'))),
    pin: PIN,
    guid: '00112233445566778899aabbccddeeff',
  })
}

const only = () => {
  const [token, ...others] = house.keyring.current().tokens
  if (token === undefined || others.length > 0) throw new Error('not exactly one token')
  return token
}

describe.skipIf(reason !== null)('OpenSC over a card in pcscd, a library that nobody here wrote', () => {
  beforeAll(async () => {
    makeCard()
    daemon = await startPcscd(folder.path)
    house = openTokenHouse({ folder: folder.path, drivers: ['opensc'] })
    await house.until(({ settled }) => settled)
  })

  afterAll(async () => {
    card.remove()
    house.close()
    await daemon.stop()
    folder.remove()
  })

  it('shows the card when it is put into the reader, with its certificate', async () => {
    expect(house.keyring.current().tokens).toEqual([])
    await card.insert(daemon.port)
    await house.until(({ tokens }) => tokens.length === 1)
    const { facts, certificates, keys } = only()
    expect(facts).toMatchObject({ driverId: 'opensc', kind: 'ukey' })
    expect(facts.capabilities).toContain('rsa-sign')
    expect(Buffer.from(certificates[0]?.der ?? [])).toEqual(certificate.raw)
    expect(pairCertificates(certificates, keys).pairs[0]).toMatchObject({ usable: true, mismatched: false })
  })

  it('signs with the card’s key', async () => {
    const message = Buffer.from('a message')
    const signature = await only().token.withSession(new Pin(PIN), async (session) => {
      const [key] = await session.keys()
      return session.sign(key?.keyId ?? '', createHash('sha256').update(message).digest(), 'rsa-sha256')
    })
    expect(verify('sha256', message, certificate.publicKey, signature)).toBe(true)
  })

  it('loses the card when it is taken out, and finds the same card again', async () => {
    const before = only()
    card.remove()
    await house.until(({ tokens }) => tokens.length === 0)
    await expect(before.token.verifyPin(new Pin(PIN))).rejects.toMatchObject({ code: 'token-absent' })
    await card.insert(daemon.port)
    await house.until(({ tokens }) => tokens.length === 1)
    expect(only().facts.id).toBe(before.facts.id)
    expect(only().token).toBe(before.token)
    await only().token.verifyPin(new Pin(PIN))
  })

  it('fails with a reason, instead of going on for ever, when the card is taken out in the middle', async () => {
    const work = only().token.withSession(new Pin(PIN), async (session) => {
      const [key] = await session.keys()
      card.remove()
      for (;;) await session.sign(key?.keyId ?? '', new Uint8Array(32), 'rsa-sha256')
    })
    await expect(work).rejects.toMatchObject({ name: 'AssistantError' })
    await house.until(({ tokens }) => tokens.length === 0)
    expect(house.keyring.current().troubles).toEqual([])
  })
})
