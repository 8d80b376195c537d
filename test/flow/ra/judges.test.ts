import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeSm2PrivateKey, fromBase64, toPem } from '../../../src/pki/index.ts'
import { agency, person, startTestRa, type TestRa } from './authority.ts'
import { type Finished, type Holder, issue } from './holder.ts'
import { openssl } from './openssl.ts'

let test: TestRa
let holder: Holder
let issued: Finished
const ssl = openssl()
const identity = 'distid:1234567812345678'

beforeAll(async () => {
  test = await startTestRa()
  holder = await agency(test.ra.url)
  issued = await issue(holder)
  const { signatureCertificate, encryptionCertificate, chain } = issued.collected
  const files = {
    signature: signatureCertificate,
    encryption: encryptionCertificate,
    issuing: chain[0],
    root: chain[1],
  }
  for (const [name, base64] of Object.entries(files)) {
    ssl.put(`${name}.pem`, toPem('CERTIFICATE', fromBase64(base64 ?? '')))
  }
  ssl.run('x509', '-in', ssl.path('issuing.pem'), '-pubkey', '-noout', '-out', ssl.path('issuing.pub'))
})
afterAll(async () => {
  ssl.end()
  await test.end()
})

async function download(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${test.ra.url}${path}`)).arrayBuffer())
}

describe('openssl verify', () => {
  it('accepts every link of the chain under the default identity', () => {
    const links = [
      ['root', 'root'],
      ['root', 'issuing'],
      ['issuing', 'signature'],
      ['issuing', 'encryption'],
    ] as const
    for (const [issuer, subject] of links) {
      const file = ssl.path(`${subject}.pem`)
      const args = ['-partial_chain', '-trusted', ssl.path(`${issuer}.pem`)]
      expect(ssl.run('verify', '-vfyopt', identity, ...args, file)).toContain(`${file}: OK`)
    }
  })

  it('reads usages, names and addresses as intended', () => {
    const text = (name: string) =>
      ssl.run('x509', '-in', ssl.path(`${name}.pem`), '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus')
    expect(text('signature')).toContain('Digital Signature, Non Repudiation')
    expect(text('encryption')).toContain('Key Encipherment, Data Encipherment')
    expect(text('signature')).toContain('O=北京示例知识产权代理有限公司')
    expect(text('signature')).toContain(`URI:${test.ra.url}/crl/issuing.crl`)
    expect(text('signature')).toContain(`OCSP - URI:${test.ra.url}/ocsp`)
    // GB/T 20518: the credit code in the certificate.
    expect(text('signature')).toContain('1.2.156.10260.4.1.4')
    expect(text('signature')).toContain('91110108MA01DEM07K')
    expect(text('issuing')).toContain('CA:TRUE, pathlen:0')
    // GmSSL refuses an empty BasicConstraints.
    expect(text('signature')).not.toContain('Basic Constraints')
  })
})

describe('openssl crl', () => {
  it('reads the list, and the signature is right', async () => {
    const user = await person(test.ra.url)
    const { request } = await issue(user)
    const serial = request.serials?.signature ?? ''
    await user.client.certificates.revoke({ serial, reason: 'key-compromised' })
    const file = ssl.put('issuing.crl', await download('/crl/issuing.crl'))
    const text = ssl.run('crl', '-inform', 'DER', '-in', file, '-noout', '-text', '-nameopt', 'utf8')
    expect(text).toContain(`Serial Number: ${serial}`)
    expect(text).toContain('Key Compromise')
    expect(text).toContain('SM2-with-SM3')
    const tbs = ssl.cut(file, 4, 'crl.tbs')
    const bits = ssl.outline(file).filter((one) => one.depth === 1 && one.tag === 'BIT STRING')
    const signature = ssl.cut(file, bits[0]?.offset ?? 0, 'crl.sig')
    expect(ssl.verify(ssl.path('issuing.pub'), tbs, signature)).toBe(true)
  })

  it('may be kept by caches for some minutes, as may an OCSP answer without a nonce', async () => {
    const list = await fetch(`${test.ra.url}/crl/issuing.crl`)
    expect(list.headers.get('cache-control')).toMatch(/^max-age=\d+, public/)
    const answered = async (...options: readonly string[]) => {
      const [file, pair] = [ssl.path('question.der'), [ssl.path('issuing.pem'), ssl.path('signature.pem')]]
      ssl.run('ocsp', '-issuer', pair[0] ?? '', '-cert', pair[1] ?? '', ...options, '-reqout', file)
      const path = encodeURIComponent(readFileSync(file).toString('base64'))
      return (await fetch(`${test.ra.url}/ocsp/${path}`)).headers.get('cache-control')
    }
    expect(await answered('-no_nonce')).toMatch(/^max-age=\d+, public/)
    expect(await answered('-nonce')).toBe('no-store')
  })

  it('gets the same list, however many clients ask at once', async () => {
    const lists = await Promise.all(Array.from({ length: 20 }, () => download('/crl/root.crl')))
    expect(new Set(lists.map((list) => Buffer.from(list).toString('hex'))).size).toBe(1)
  })

  it('reads the empty list of the root', async () => {
    const file = ssl.put('root.crl', await download('/crl/root.crl'))
    expect(ssl.run('crl', '-inform', 'DER', '-in', file, '-noout', '-text')).toContain(
      'No Revoked Certificates',
    )
  })
})

describe('openssl ocsp', () => {
  /** OpenSSL takes a digest for the certificate that comes after it. */
  const ask = (name: string, { digest = '-sha1', more = [] as readonly string[] } = {}) =>
    ssl.call(
      ...['ocsp', '-issuer', ssl.path('issuing.pem'), digest, '-cert', ssl.path(`${name}.pem`)],
      ...['-url', `${test.ra.url}/ocsp`, '-noverify', '-respout', ssl.path('ocsp.der'), ...more],
    )

  it('gets a good answer with its nonce, signed by the issuing CA', async () => {
    const text = await ask('signature', { more: ['-text'] })
    expect(text).toMatch(/signature\.pem: good/)
    const [asked, ...answered] = [...text.matchAll(/OCSP Nonce:\s*(\w+)/g)].map(([, nonce]) => nonce)
    expect(asked).toMatch(/^\w{16,}$/)
    expect(answered).toEqual([asked])
    expect(text).not.toContain('WARNING: no nonce in response')
    const file = ssl.path('ocsp.der')
    const octets = ssl.outline(file).find((one) => one.depth === 3 && one.tag === 'OCTET STRING')
    const basic = ssl.cut(file, octets?.offset ?? 0, 'basic.der')
    const bits = ssl.outline(basic).find((one) => one.depth === 1 && one.tag === 'BIT STRING')
    const tbs = ssl.cut(basic, 4, 'ocsp.tbs')
    const signature = ssl.cut(basic, bits?.offset ?? 0, 'ocsp.sig')
    expect(ssl.verify(ssl.path('issuing.pub'), tbs, signature)).toBe(true)
  })

  it('gets no nonce where it sent none', async () => {
    const text = await ask('signature', { more: ['-text', '-no_nonce'] })
    expect(text).toMatch(/signature\.pem: good/)
    expect(text).not.toContain('Nonce')
  })

  it.each(['sha1', 'sha256', 'sm3'])('is answered by the digest that it asked with: %s', async (digest) => {
    const text = await ask('encryption', { digest: `-${digest}`, more: ['-text'] })
    const digests = [...text.matchAll(/Hash Algorithm: (\S+)/g)].map(([, name]) => name?.toLowerCase())
    expect(digests).toEqual([digest, digest])
    expect(text).toMatch(/encryption\.pem: good/)
  })

  it('learns of a suspension and of its end at once', async () => {
    const serial = issued.request.serials?.signature ?? ''
    await holder.client.certificates.suspend({ serial })
    expect(await ask('signature')).toMatch(/signature\.pem: revoked[\s\S]*certificateHold/)
    expect(await ask('encryption', { digest: '-sha256' })).toMatch(/encryption\.pem: revoked/)
    await holder.client.certificates.resume({ serial })
    expect(await ask('signature', { digest: '-sm3' })).toMatch(/signature\.pem: good/)
  })

  it('learns that a certificate of another CA is unknown, and that garbage is no request', async () => {
    await expect(
      ssl.call(
        'ocsp',
        '-issuer',
        ssl.path('root.pem'),
        '-cert',
        ssl.path('issuing.pem'),
        '-url',
        `${test.ra.url}/ocsp`,
        '-noverify',
      ),
    ).rejects.toThrow(/unauthorized/)
    const garbage = await fetch(`${test.ra.url}/ocsp`, { method: 'POST', body: new Uint8Array(50) })
    expect(Buffer.from(await garbage.arrayBuffer()).toString('hex')).toBe('30030a0101')
  })

  it('gets the same over GET with the request in the path', async () => {
    await ssl.call(
      'ocsp',
      '-issuer',
      ssl.path('issuing.pem'),
      '-cert',
      ssl.path('signature.pem'),
      '-no_nonce',
      '-reqout',
      ssl.path('req.der'),
    )
    const path = encodeURIComponent(ssl.get('req.der').toString('base64'))
    ssl.put('get.der', await download(`/ocsp/${path}`))
    const text = ssl.run('ocsp', '-respin', ssl.path('get.der'), '-noverify', '-text')
    expect(text).toContain('Cert Status: good')
  })
})

describe('the enveloped key', () => {
  it('opens with OpenSSL alone, and is the key of the encryption certificate', () => {
    ssl.put('signing.key', toPem('PRIVATE KEY', encodeSm2PrivateKey(issued.pair)))
    const file = ssl.put('enveloped.der', fromBase64(issued.collected.envelopedKey ?? ''))
    const parts = ssl.outline(file).filter((one) => one.depth === 1)
    const cipher = ssl.cut(file, parts[1]?.offset ?? 0, 'cipher.der')
    const key = ['-inkey', ssl.path('signing.key'), '-out', ssl.path('sm4.key')]
    ssl.run('pkeyutl', '-decrypt', '-in', cipher, ...key)
    const sealed = ssl.cut(file, parts[3]?.offset ?? 0, 'sealed.bin')
    const hex = ssl.get('sm4.key').toString('hex')
    ssl.run('enc', '-d', '-sm4-ecb', '-nopad', '-K', hex, '-in', sealed, '-out', ssl.path('d.bin'))
    const scalar = ssl.get('d.bin')
    expect(scalar).toHaveLength(32)
    // SEC 1 with the SM2 curve and without a public key, which OpenSSL computes itself.
    const sec1 = Buffer.concat([
      Buffer.from('30310201010420', 'hex'),
      scalar,
      Buffer.from('a00a06082a811ccf5501822d', 'hex'),
    ])
    ssl.put('encryption.key', sec1)
    ssl.run('ec', '-inform', 'DER', '-in', ssl.path('encryption.key'), '-pubout', '-out', ssl.path('a.pub'))
    ssl.run('x509', '-in', ssl.path('encryption.pem'), '-pubkey', '-noout', '-out', ssl.path('b.pub'))
    expect(ssl.get('a.pub').toString()).toBe(ssl.get('b.pub').toString())
  })
})

describe('a request that deletes', () => {
  it('needs no body', async () => {
    const gone = await fetch(`${test.ra.url}/ra/v1/sessions/current`, { method: 'DELETE' })
    expect(gone.status).toBe(200)
  })
})
