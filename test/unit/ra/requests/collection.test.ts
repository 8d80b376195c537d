import { describe, expect, it } from 'vitest'
import { parseCsrResponse } from '../../../../src/pki/csr/index.ts'
import {
  encodeEnvelopedKeyBlob,
  openEnvelopedKey,
  parseEnvelopedKey,
} from '../../../../src/pki/envelope/index.ts'
import { generateSm2KeyPair, sm2PublicKeyOf } from '../../../../src/pki/sm2/index.ts'
import { parseCertificate } from '../../../../src/pki/x509/index.ts'
import { toBase64 } from '../../../../src/ra/base64.ts'
import { issuePair, type Order } from '../../../../src/ra/ca/issue.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { Certificate, Issued, Request } from '../../../../src/ra/records.ts'
import { requestDesk } from '../../../../src/ra/requests/desk.ts'
import type { Collection } from '../../../../src/ra/rules/collection.ts'
import { demoProfile } from '../../../../src/ra/rules/profile.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, certificate, now, request as opened } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const YEAR = 365 * 86_400_000
const ca = newCaKeys(now)
const pair = generateSm2KeyPair()
const request: Request = { ...opened, subjectDer: subjectOf(account).der, publicKey: pair.publicKey }
const order: Order = {
  ...{ account, subjectDer: request.subjectDer, kind: 'ordinary', signingKey: pair.publicKey },
  ...{ notBefore: now, notAfter: now + YEAR },
}
const issued = issuePair(ca, addresses, order)
const asDer = (one: Uint8Array) => toBase64(one)

/** A desk whose store answers these in turn; what it was asked is kept. */
function collecting(answers: readonly (Issued | null)[], operations: Partial<Store> = {}) {
  const asked: Collection[] = []
  const left = [...answers]
  const store = storeOf({
    account: async () => account,
    collect: async (collection) => {
      asked.push(collection)
      return left.shift() ?? null
    },
    ...operations,
  })
  const points: number[] = []
  const desk = requestDesk({
    ...{ store, ca, addresses, profile: demoProfile, sender: '演示', clock: () => now },
    reached: (point) => points.push(point),
  })
  return { desk, asked, points }
}

describe('a pair that is collected', () => {
  it('comes with its chain, its key and the answer to the CSR', async () => {
    const { desk, points } = collecting([issued])
    const answer = await desk.collect(request, false)
    const key = issued.envelopedKey ?? expect.fail('there is no key')
    expect(answer).toMatchObject({
      requestId: 'request-1',
      signatureCertificate: asDer(issued.signature.der),
      encryptionCertificate: asDer(issued.encryption.der),
      envelopedKey: asDer(key),
      envelopedKeyBlob: null,
      chain: [asDer(ca.issuing.der), asDer(ca.root.der)],
    })
    const response = parseCsrResponse(new Uint8Array(Buffer.from(answer.response, 'base64')))
    expect(response.signCertificates.map(({ raw }) => raw)).toEqual([issued.signature.der])
    expect(response.encryptCertificates.map(({ raw }) => raw)).toEqual([issued.encryption.der])
    expect(response.encryptedPrivateKey).not.toBeNull()
    expect(points).toEqual([13, 15])
  })

  it('has its key as a blob of a token when that is wanted, and none if it has no new key', async () => {
    const key = issued.envelopedKey ?? expect.fail('there is no key')
    const { desk } = collecting([issued, { ...issued, envelopedKey: null }])
    const blob = asDer(encodeEnvelopedKeyBlob(parseEnvelopedKey(key)))
    expect(await desk.collect(request, true)).toMatchObject({ envelopedKeyBlob: blob })
    expect(await desk.collect(request, true)).toMatchObject({ envelopedKey: null, envelopedKeyBlob: null })
  })

  it('is made for the key of the request, before the store is asked', async () => {
    const { desk, asked } = collecting([issued])
    await desk.collect(request, false)
    const made = asked[0]?.made ?? expect.fail('no pair was made')
    expect(asked[0]).toMatchObject({
      requestId: 'request-1',
      now,
      made: { account, publicKey: pair.publicKey },
    })
    const { publicKey, notAfter } = parseCertificate(made.issued.signature.der)
    expect(publicKey).toMatchObject({ type: 'sm2', point: pair.publicKey })
    expect(notAfter.toISOString()).toBe('2027-11-20T08:00:00.000Z')
    const envelope = parseEnvelopedKey(made.issued.envelopedKey ?? expect.fail('there is no key'))
    const opened = openEnvelopedKey(pair.privateKey, envelope)
    expect(sm2PublicKeyOf(opened.privateKey)).toEqual(opened.publicKey)
    expect(parseCertificate(made.issued.encryption.der).publicKey).toMatchObject({
      ...{ type: 'sm2', point: opened.publicKey },
    })
  })

  it.each<[string, Partial<Request>, Partial<Store>]>([
    ['is not ready', { state: 'issued' }, {}],
    ['has no key', { publicKey: null }, {}],
    ['has no account any more', {}, { account: async () => null }],
  ])('is not made when the request %s', async (_, other, operations) => {
    const { desk, asked } = collecting([issued], operations)
    await desk.collect({ ...request, ...other }, false)
    expect(asked).toEqual([{ requestId: 'request-1', made: null, now }])
  })

  it('is made again with what has changed meanwhile, three times in all', async () => {
    const changed = { ...request, publicKey: generateSm2KeyPair().publicKey }
    const { desk, asked } = collecting([null, null, issued], { request: async () => changed })
    await desk.collect(request, false)
    expect(asked.map(({ made }) => made?.publicKey)).toEqual([
      ...[pair.publicKey, changed.publicKey, changed.publicKey],
    ])
    const busy = collecting([], { request: async () => changed })
    await expect(busy.desk.collect(request, false)).rejects.toMatchObject({ code: 'server-busy' })
    expect(busy.asked).toHaveLength(3)
    const gone = collecting([], { request: async () => null })
    await expect(gone.desk.collect(request, false)).rejects.toMatchObject({ code: 'server-busy' })
    expect(gone.asked).toHaveLength(1)
  })
})

describe('a pair that keeps its keys', () => {
  const renewal: Request = {
    ...{ ...request, business: 'renew', previousSerial: '41' },
    application: { agreementAccepted: true, expectedKeys: 'same' },
  }
  const previous: Certificate = { ...certificate, notAfter: now + 9000 }
  const encryption: Certificate = {
    ...{ ...certificate, serial: issued.encryption.serial, usage: 'encryption', der: issued.encryption.der },
  }
  const holding = (own: readonly Certificate[], found: Certificate | null = previous) => ({
    certificate: async () => found,
    certificatesOf: async () => own,
    escrowedKey: async (serial: string) => (serial === encryption.serial ? issued.escrow : null),
  })

  it('certifies the encryption key of that pair again, from the end of the old one on', async () => {
    const { desk, asked } = collecting(
      [issued],
      holding([previous, { ...encryption, pairId: 'p' }, encryption]),
    )
    await desk.collect(renewal, false)
    const made = asked[0]?.made ?? expect.fail('no pair was made')
    expect(made.issued.envelopedKey).toBeNull()
    expect(made.issued.escrow).not.toBeNull()
    expect(made.issued.signature.notAfter).toBe(Date.parse('2027-11-20T08:00:09Z'))
    const keyOf = (der: Uint8Array) => parseCertificate(der).publicKey
    expect(keyOf(made.issued.encryption.der)).toEqual(keyOf(encryption.der))
  })

  it('fails when there is no such pair', async () => {
    const none = 'the request request-1 names no pair whose keys could stay'
    for (const operations of [holding([]), holding([previous]), holding([encryption], null)]) {
      const { desk, asked } = collecting([issued], operations)
      await expect(desk.collect(renewal, false)).rejects.toThrow(none)
      expect(asked).toEqual([])
    }
  })
})
