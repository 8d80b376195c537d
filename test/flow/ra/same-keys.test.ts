import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fromBase64,
  openEnvelopedKey,
  parseCertificate,
  parseCsrResponse,
  parseEnvelopedKey,
  type Sm2KeyPair,
  sm2PublicKeyOf,
  toHex,
} from '../../../src/pki/index.ts'
import type { RaApplication } from '../../../src/shared/ra-contract/request.ts'
import { agency, operatorAt, refusalOf, renewableAtOnce, startTestRa, type TestRa } from './authority.ts'
import { csrFor, finish, type Holder, issue, openRequest } from './holder.ts'
import { openssl } from './openssl.ts'

// The authority renews with the same keys, over its own interface; OpenSSL judges what it makes.

const application: RaApplication = {
  agreementAccepted: true,
  expectedKeys: 'same',
  handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
}

describe('a renewal with the same keys', () => {
  let test: TestRa
  let holder: Holder
  let operator: Holder
  let pair: Sm2KeyPair
  let old: { readonly signature: Uint8Array; readonly encryption: Uint8Array; readonly serial: string }
  beforeAll(async () => {
    const renewal = { ...renewableAtOnce.renewal, keys: 'same' } as const
    test = await startTestRa({ profile: { ...renewableAtOnce, renewal } })
    holder = await agency(test.ra.url)
    operator = await operatorAt(test)
    const issued = await issue(holder)
    pair = issued.pair
    old = {
      signature: fromBase64(issued.collected.signatureCertificate),
      encryption: fromBase64(issued.collected.encryptionCertificate),
      serial: issued.request.serials?.signature ?? '',
    }
  })
  afterAll(() => test.end())

  const renewed = async () => {
    const { request } = await openRequest(holder, {
      ...{ business: 'renew', previousSerial: old.serial, termYears: 2, application },
    })
    await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
    const { payUrl } = await holder.client.orders.get({ orderId: request.order?.id ?? '' })
    await fetch(payUrl ?? '', { method: 'POST' })
    await operator.client.operator.approve({ requestId: request.id })
    return finish(holder, request, pair)
  }

  /** The escrowed key of a certificate, as its holder gets it after two operators have agreed. */
  const recovered = async (serial: string) => {
    const [auditor, keeper] = [await operatorAt(test, 'auditor'), await operatorAt(test, 'keeper')]
    const { recovery } = await operator.client.operator.openRecovery({ serial, reason: '解密旧文件' })
    const { id: recoveryId } = recovery
    for (const one of [auditor, keeper]) await one.client.operator.approveRecovery({ recoveryId })
    const { envelopedKey } = await operator.client.operator.collectRecovery({ recoveryId })
    return openEnvelopedKey(pair.privateKey, parseEnvelopedKey(fromBase64(envelopedKey)))
  }

  it('says so in the quote, certifies both keys again, and hands out no private key', async () => {
    expect(await holder.client.renewals.quote({ serial: old.serial })).toMatchObject({ keys: 'same' })
    const { request, collected } = await renewed()
    expect([collected.envelopedKey, collected.envelopedKeyBlob]).toEqual([null, null])
    expect(parseCsrResponse(fromBase64(collected.response)).encryptedPrivateKey).toBeNull()

    const ssl = openssl()
    const keyOf = (name: string, der: Uint8Array): string =>
      ssl.run('x509', '-inform', 'DER', '-in', ssl.put(name, der), '-noout', '-pubkey')
    const endOf = (name: string): string =>
      ssl.run('x509', '-inform', 'DER', '-in', ssl.path(name), '-noout', '-enddate').replace('notAfter=', '')
    expect(keyOf('new-s.der', fromBase64(collected.signatureCertificate))).toBe(
      keyOf('old-s.der', old.signature),
    )
    expect(keyOf('new-e.der', fromBase64(collected.encryptionCertificate))).toBe(
      keyOf('old-e.der', old.encryption),
    )
    const expected = new Date(endOf('old-s.der'))
    expected.setUTCFullYear(expected.getUTCFullYear() + 2)
    expect([endOf('new-s.der'), endOf('new-e.der')].map((end) => new Date(end))).toEqual([expected, expected])
    ssl.end()

    const { certificates } = await holder.client.certificates.list({})
    const statusOf = (serial: string) => certificates.find((one) => one.serial === serial)?.status
    expect([statusOf(old.serial), statusOf(request.serials?.signature ?? '')]).toEqual([
      'superseded',
      'active',
    ])
  })

  it('keeps the encryption key in escrow under its new certificate too', async () => {
    const { certificates } = await holder.client.certificates.list({})
    const held = certificates.filter(({ usage }) => usage === 'encryption')
    expect(held.length).toBeGreaterThan(1)
    const point = parseCertificate(old.encryption).publicKey
    for (const { serial } of held) {
      const { privateKey, publicKey } = await recovered(serial)
      expect(toHex(sm2PublicKeyOf(privateKey))).toBe(toHex(publicKey))
      expect(point).toMatchObject({ type: 'sm2', point: publicKey })
    }
  })

  it('is refused to a client that was told of new keys', async () => {
    const { certificates } = await holder.client.certificates.list({})
    const inForce = certificates.find(({ usage, status }) => usage === 'signature' && status === 'active')
    const { expectedKeys: _, ...without } = application
    const asked = openRequest(holder, {
      ...{ business: 'renew', previousSerial: inForce?.serial ?? '', termYears: 1, application: without },
    })
    expect(await refusalOf(asked)).toEqual({ code: 'renewal-keys-changed', params: { keys: 'same' } })
  })
})

describe('the rules in the data folder', () => {
  const quoteWith = async (profile: string) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ra-profile-'))
    writeFileSync(join(dataDir, 'profile.json'), profile)
    try {
      const { ra, end } = await startTestRa({ dataDir })
      const holder = await agency(ra.url)
      const { request } = await issue(holder)
      const { keys } = await holder.client.renewals.quote({ serial: request.serials?.signature ?? '' })
      await end()
      return keys
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }

  it('may say that keys stay', async () => {
    expect(await quoteWith('{ "renewal": { "keys": "same" } }')).toBe('same')
    expect(await quoteWith('{ "renewal": { "sameKeyForYears": 3 } }')).toBe('new')
  })

  it.each(['{', '[]', '{ "renewal": { "keys": "both" } }', '{ "renewal": {}, "fee": 0 }'])(
    'stop the start if they are wrong: %s',
    async (profile) => {
      await expect(quoteWith(profile)).rejects.toThrow(/profile\.json is no profile/)
    },
  )
})
