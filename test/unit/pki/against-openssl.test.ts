import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'

// OpenSSL's command line is the judge, in both directions, over 500 random cases an operation. One shell runs all
// commands of an operation, because starting a shell for each would take longer than the work.

// `npm test` takes a slice; PKI_CASES=500 asks for all.
const CASES = Number(process.env.PKI_CASES ?? 150)
const KEYS = 20
const folder = mkdtempSync(join(tmpdir(), 'pki-openssl-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string) => join(folder, name)
const put = (name: string, data: Uint8Array | string) => writeFileSync(file(name), data)
const get = (name: string) => new Uint8Array(readFileSync(file(name)))
const each = <T>(make: (i: number) => T) => Array.from({ length: CASES }, (_, i) => make(i))
const size = (i: number) => 1 + ((i * 37) % 300)

/** Runs the commands in one shell and returns what each printed, in order. The output includes failures. */
function openssl(commands: readonly string[]): readonly string[] {
  const script = commands.map(
    (command, i) => `openssl ${command} > ${i}.out 2>&1; echo "exit $?" >> ${i}.out`,
  )
  put('run.sh', script.join('\n'))
  execFileSync('sh', [file('run.sh')], { cwd: folder, stdio: 'pipe' })
  return commands.map((_, i) => readFileSync(file(`${i}.out`), 'utf8'))
}

const parties = Array.from({ length: KEYS }, (_, i) => {
  const pair = pki.generateSm2KeyPair()
  put(`key${i}.pem`, pki.toPem('PRIVATE KEY', pki.encodeSm2PrivateKey(pair)))
  put(`pub${i}.pem`, pki.toPem('PUBLIC KEY', pki.encodeSm2Spki(pair.publicKey)))
  const signer = pki.prepareSm2Signer(pair.privateKey)
  return { ...pair, signer, verifier: pki.prepareSm2Verifier(pair.publicKey) }
})
const party = (i: number) => parties[i % KEYS] as (typeof parties)[number]
const ID = 'distid:1234567812345678'
const messages = each((i) => pki.randomBytes(size(i)))
messages.forEach((message, i) => {
  put(`m${i}`, message)
})

describe('signatures', { timeout: 300_000 }, () => {
  it('of ours verify with OpenSSL', () => {
    messages.forEach((message, i) => {
      put(`s${i}`, party(i).signer.sign(message))
    })
    const said = openssl(
      each((i) => `dgst -sm3 -verify pub${i % KEYS}.pem -sigopt ${ID} -signature s${i} m${i}`),
    )
    expect(said.filter((text) => text !== 'Verified OK\nexit 0\n')).toEqual([])
  })

  it('of OpenSSL verify with ours', () => {
    openssl(each((i) => `dgst -sm3 -sign key${i % KEYS}.pem -sigopt ${ID} -out o${i} m${i}`))
    expect(each((i) => party(i).verifier.verify(messages[i] ?? new Uint8Array(), get(`o${i}`)))).toEqual(
      each(() => true),
    )
    expect(
      each((i) => party(i).verifier.verify(messages[(i + 1) % CASES] ?? new Uint8Array(), get(`o${i}`))),
    ).toEqual(each(() => false))
  })
})

describe('requests', { timeout: 300_000 }, () => {
  it('of ours verify with OpenSSL', () => {
    each((i) => {
      const { publicKey, privateKey } = party(i)
      const { tbs, digest } = pki.csrToSign({
        subject: [
          ['C', 'CN'],
          ['CN', `用户 ${i}`],
        ],
        publicKey,
      })
      put(`r${i}`, pki.finishCsr(tbs, pki.sm2SignDigest(privateKey, digest)))
    })
    const said = openssl(each((i) => `req -verify -noout -inform DER -in r${i} -vfyopt ${ID}`))
    expect(said.filter((text) => !text.includes('verify OK') || !text.includes('exit 0'))).toEqual([])
  })

  it('of OpenSSL are read and verified by ours', () => {
    openssl(
      each(
        (i) =>
          `req -new -key key${i % KEYS}.pem -subj "/C=CN/O=Test/CN=user ${i}" -sm3 -sigopt ${ID} -outform DER -out q${i}`,
      ),
    )
    each((i) => {
      const csr = pki.parseCsr(get(`q${i}`))
      expect(csr.subject.cn).toBe(`user ${i}`)
      expect(csr.publicKey).toMatchObject({ point: party(i).publicKey })
      expect(pki.verifyCsr(csr)).toBe(true)
    })
  })
})

describe('chains', { timeout: 300_000 }, () => {
  const root = freshRoot()
  const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发' })

  it('of ours verify with OpenSSL at every link', () => {
    put('root.pem', pki.toPem('CERTIFICATE', root.certificate.raw))
    put('issuing.pem', pki.toPem('CERTIFICATE', issuing.certificate.raw))
    each((i) => {
      const profile = i % 2 ? 'signing' : 'encryption'
      const leaf = freshParty(issuing, { profile, name: `用户 ${i}` })
      put(`c${i}.pem`, pki.toPem('CERTIFICATE', leaf.certificate.raw))
    })
    const [link] = openssl([`verify -vfyopt ${ID} -CAfile root.pem issuing.pem`])
    expect(link).toContain('issuing.pem: OK')
    const said = openssl(each((i) => `verify -vfyopt ${ID} -partial_chain -trusted issuing.pem c${i}.pem`))
    expect(said.filter((text) => !text.includes(': OK'))).toEqual([])
  })

  it('of OpenSSL verify with ours', () => {
    openssl([
      `req -x509 -key key0.pem -subj "/C=CN/CN=OpenSSL root" -sm3 -sigopt ${ID} -days 30 -outform DER -out oroot.der`,
      'x509 -inform DER -in oroot.der -out oroot.pem',
    ])
    openssl(
      each(
        (i) =>
          `req -x509 -inform DER -in q${i} -CA oroot.pem -CAkey key0.pem -set_serial ${i + 100} -sm3 -sigopt ${ID} -vfyopt ${ID} -days 20 -outform DER -out oc${i}`,
      ),
    )
    const trusted = [pki.parseCertificate(get('oroot.der'))]
    each((i) => {
      const leaf = pki.parseCertificate(get(`oc${i}`))
      expect(leaf.subject.cn).toBe(`user ${i}`)
      expect(pki.verifyChain(leaf, { trusted }).problems.map((problem) => problem.reason)).toEqual([])
    })
  })
})

describe('ciphertexts', { timeout: 300_000 }, () => {
  it('of ours are opened by OpenSSL', () => {
    each((i) => put(`e${i}`, pki.sm2Encrypt(party(i).publicKey, messages[i] ?? new Uint8Array())))
    openssl(each((i) => `pkeyutl -decrypt -inkey key${i % KEYS}.pem -in e${i} -out d${i}`))
    expect(each((i) => get(`d${i}`))).toEqual(messages)
  })

  it('of OpenSSL are opened by ours', () => {
    openssl(each((i) => `pkeyutl -encrypt -pubin -inkey pub${i % KEYS}.pem -in m${i} -out f${i}`))
    expect(each((i) => pki.sm2Decrypt(party(i).privateKey, get(`f${i}`)))).toEqual(messages)
  })
})

describe('SM3', () => {
  it('gives OpenSSL’s digests', () => {
    const [said = ''] = openssl([`dgst -sm3 -r ${each((i) => `m${i}`).join(' ')}`])
    const digests = said.split('\n').slice(0, CASES)
    expect(digests.map((line) => line.slice(0, 64))).toEqual(
      messages.map((message) => pki.toHex(pki.sm3(message))),
    )
  })
})

describe('SM4', { timeout: 300_000 }, () => {
  const keys = each(() => pki.randomBytes(16))
  const ivs = each(() => pki.randomBytes(16))
  const modes = ['ecb', 'cbc', 'ctr'] as const
  const mode = (i: number) => modes[i % 3] as (typeof modes)[number]
  const key = (i: number) => keys[i] ?? new Uint8Array()
  const iv = (i: number) => ivs[i] ?? new Uint8Array()
  const message = (i: number) => messages[i] ?? new Uint8Array()
  const options = (i: number) => {
    const vector = mode(i) === 'ecb' ? '' : ` -iv ${pki.toHex(iv(i))}`
    return `enc -sm4-${mode(i)} -K ${pki.toHex(key(i))}${vector}`
  }
  const encrypt = (i: number) => {
    if (mode(i) === 'ecb') return pki.sm4EcbEncrypt(key(i), message(i))
    return mode(i) === 'cbc'
      ? pki.sm4CbcEncrypt(key(i), iv(i), message(i))
      : pki.sm4Ctr(key(i), iv(i), message(i))
  }
  const decrypt = (i: number, data: Uint8Array) => {
    if (mode(i) === 'ecb') return pki.sm4EcbDecrypt(key(i), data)
    return mode(i) === 'cbc' ? pki.sm4CbcDecrypt(key(i), iv(i), data) : pki.sm4Ctr(key(i), iv(i), data)
  }

  it('encrypts as OpenSSL does and opens what OpenSSL encrypted', () => {
    openssl(each((i) => `${options(i)} -in m${i} -out x${i}`))
    expect(each(encrypt)).toEqual(each((i) => get(`x${i}`)))
    expect(each((i) => decrypt(i, get(`x${i}`)))).toEqual(messages)
  })
})

describe('OCSP and revocation lists', () => {
  it('are read by OpenSSL', () => {
    const root = freshRoot()
    const leaf = freshParty(root, { profile: 'signing', serial: Uint8Array.of(0xab, 0xcd) })
    put('ocsp.req', pki.buildOcspRequest(leaf.certificate, root.certificate, pki.randomBytes(16)))
    const [id] = pki.parseOcspRequest(get('ocsp.req')).ids
    const answer = { id: id as pki.OcspCertId, thisUpdate: new Date(), nextUpdate: null }
    const status = { status: 'revoked', revokedAt: new Date(), reason: 'keyCompromise' } as const
    const response = pki.buildOcspResponse(
      {
        responder: root.certificate.subject.raw,
        producedAt: new Date(),
        answers: [{ ...answer, status }],
        nonce: null,
      },
      root.sign,
    )
    put('ocsp.res', response)
    const said = openssl(['ocsp -reqin ocsp.req -req_text', 'ocsp -respin ocsp.res -resp_text -noverify'])
    expect(said[0]).toContain('Serial Number: ABCD')
    expect(said[1]).toContain('Cert Status: revoked')
    expect(said[1]).toContain('Revocation Reason: keyCompromise (0x1)')
  })
})
