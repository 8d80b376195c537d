import { execFileSync, spawn } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pkcs11js from 'pkcs11js'
import { sm2 } from 'sm-crypto-v2'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setQuirks, skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { plugUkey, readUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  encodeEnvelopedKey,
  encodeEnvelopedKeyBlob,
  generateSm2KeyPair,
  sealEnvelopedKey,
  signatureToDer,
} from '../../../src/pki/index.ts'
import { testAuthority } from '../tokens/certificates.ts'
import { opensslVerifiesSm2 } from '../tokens/openssl.ts'
import {
  attribute,
  build,
  CKM,
  find,
  findOne,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  pointOf,
  sign,
  sm2Pair,
} from './library.ts'
import { compile, type Program } from './skf-program.ts'

let tool: Program
let home = ''
let drop = () => {}
let p11: pkcs11js.PKCS11 | null = null

beforeAll(() => {
  build()
  tool = compile(['skf-tool.c'])
}, 600_000)
afterAll(() => tool.drop())
beforeEach(() => {
  const fresh = freshHome()
  home = fresh.home
  drop = fresh.drop
})
afterEach(() => {
  p11?.C_Finalize()
  p11 = null
  drop()
})

/** Runs one command through SKF in a process of its own. */
const skf = (...args: readonly string[]) => tool.run(skfLibrary(), home, ...args)
const hex = (...args: readonly string[]) => {
  const { status, text } = skf(...args)
  expect(status, text).toBe(0)
  return Buffer.from(text.trim(), 'hex')
}

const through11 = () => {
  p11 = openLibrary()
  return { p11, session: openSession(p11) }
}

describe('one key through PKCS#11 and SKF', () => {
  it('has one serial: the 16 characters of PKCS#11 begin the 32 of SKF', () => {
    const { facts } = readUkey(home, 'alice')
    const serial = skf('serial').text.trim()
    expect(serial).toHaveLength(32)
    expect(serial.slice(0, 16)).toBe(facts?.serial)
  })

  it('signs through SKF with a pair that PKCS#11 made', () => {
    const { p11, session } = through11()
    const pair = sm2Pair(p11, session, '甲方')
    const point = pointOf(p11, session, pair.publicKey)
    expect(skf('list').text).toBe('甲方 sm2 signing-pair\n')
    expect(hex('public', '甲方', 'sign')).toEqual(point)
    const signature = signatureToDer(hex('sign', '甲方', 'a message'))
    expect(opensslVerifiesSm2(home, point, Buffer.from('a message'), signature)).toBe(true)
    expect(opensslVerifiesSm2(home, point, Buffer.from('another'), signature)).toBe(false)
  })

  it('signs through PKCS#11 with a pair that SKF made', () => {
    const point = hex('generate', 'pair')
    const { p11, session } = through11()
    const key = findOne(p11, session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }])
    expect(attribute(p11, session, key, pkcs11js.CKA_LABEL).toString()).toBe('pair')
    const data = Buffer.from('a message')
    const signature = sign(p11, session, key, CKM.sm3ZDer, data)
    expect(opensslVerifiesSm2(home, point, data, signature)).toBe(true)
  })

  it('keeps what a container is made of to itself', () => {
    hex('generate', 'pair')
    const { p11, session } = through11()
    expect(find(p11, session)).toHaveLength(2) // a public and a private key, nothing that stands for the container
    const key = findOne(p11, session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }])
    expect(outcome(() => attribute(p11, session, key, 0x805655f2))).toBe('CKR_ATTRIBUTE_TYPE_INVALID')
  })

  it('reads a file of SKF as a data object, and a data object as a file', () => {
    expect(skf('file', 'note', 'from the one').status).toBe(0)
    const { p11, session } = through11()
    const data = [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_DATA }]
    const note = findOne(p11, session, [...data, { type: pkcs11js.CKA_LABEL, value: 'note' }])
    expect(attribute(p11, session, note, pkcs11js.CKA_VALUE).toString()).toBe('from the one')
    p11.C_CreateObject(session, [
      ...data,
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_PRIVATE, value: true },
      { type: pkcs11js.CKA_LABEL, value: 'answer' },
      { type: pkcs11js.CKA_VALUE, value: Buffer.from('from the other') },
    ])
    expect(skf('read', 'answer').text).toBe('from the other\n')
  })
})

describe('a container', () => {
  const authority = testAuthority()
  const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

  it('takes both certificates and the pair of the authority, and PKCS#11 shows all of it', () => {
    const point = hex('generate', 'dual')
    const pair = generateSm2KeyPair()
    const blob = encodeEnvelopedKeyBlob(sealEnvelopedKey(point, pair))
    const [first, second] = [
      authority.certify(point, 'signing'),
      authority.certify(pair.publicKey, 'encryption'),
    ]
    expect(skf('import', 'dual', hexOf(first))).toMatchObject({ status: 0 })
    expect(skf('envelope', 'dual', hexOf(blob))).toMatchObject({ status: 0 })
    expect(skf('import-exchange', 'dual', hexOf(second))).toMatchObject({ status: 0 })
    expect(skf('list').text).toBe(
      'dual sm2 signing-pair signing-certificate exchange-pair exchange-certificate\n',
    )
    const { p11, session } = through11()
    const certificates = find(p11, session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE }])
    const ids = certificates.map((one) => attribute(p11, session, one, pkcs11js.CKA_ID))
    for (const value of ids) expect(find(p11, session, [{ type: pkcs11js.CKA_ID, value }])).toHaveLength(3)
    expect(certificates.map((one) => hexOf(attribute(p11, session, one, pkcs11js.CKA_VALUE)))).toEqual([
      hexOf(first),
      hexOf(second),
    ])
  })

  it('refuses a certificate of another key', () => {
    hex('generate', 'dual')
    const stranger = authority.certify(generateSm2KeyPair().publicKey, 'signing')
    expect(skf('import', 'dual', hexOf(stranger)).text).toContain('0x0A000011')
    expect(skf('list').text).toBe('dual sm2 signing-pair\n')
  })

  it('holds the pair that C_UnwrapKey brought beside the pair that opened it', () => {
    const { p11, session } = through11()
    const signing = sm2Pair(p11, session, 'CA-1-S')
    const point = pointOf(p11, session, signing.publicKey)
    const pair = generateSm2KeyPair()
    const enveloped = Buffer.from(encodeEnvelopedKey(sealEnvelopedKey(point, pair)))
    p11.C_UnwrapKey(session, { mechanism: CKM.unwrap }, signing.privateKey, enveloped, [
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_LABEL, value: 'CA-1-E' },
    ])
    expect(skf('list').text).toBe('CA-1-S sm2 signing-pair exchange-pair\n')
    expect(hex('public', 'CA-1-S', 'exchange')).toEqual(Buffer.from(pair.publicKey))
  })
})

describe('the key agreement of SKF', () => {
  it('meets in one key with another implementation', () => {
    const point = hex('generate', 'pair')
    const own = sm2.generateKeyPairHex()
    const once = sm2.generateKeyPairHex()
    const { status, text } = skf('agree', 'pair', `${own.publicKey}${once.publicKey}`)
    expect(status, text).toBe(0)
    const [theirs = '', cipher] = text.trim().split('\n')
    const key = sm2.calculateSharedKey(own, once, point.toString('hex'), theirs, 16, false, 'Alice', 'Bob')
    const sm4 = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    expect(sm4.update(Buffer.alloc(16)).toString('hex')).toBe(cipher)
  })
})

describe('one key in two programs', () => {
  it('waits in one while the other has it for itself', async () => {
    const { p11, session } = through11()
    const holder = spawn(tool.path, [skfLibrary(), home, 'hold', '600'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => holder.on('close', resolve))
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    p11.C_GetSessionInfo(session)
    expect(existsSync(join(home, 'held-long-enough'))).toBe(true)
    await ended
  })

  it('is made ready by the owner of the device key, and PKCS#11 finds the PINs', () => {
    drop()
    const fresh = freshHome({ userPin: null, soPin: null })
    home = fresh.home
    drop = fresh.drop
    expect(skf('list').text).toContain('SKF_OpenApplication')
    expect(skf('initialise', '证书')).toMatchObject({ status: 0 })
    expect(readUkey(home, 'alice').facts).toMatchObject({
      user: { left: 4, max: 4, set: true },
      so: { max: 5 },
    })
    p11 = openLibrary()
    const opened = p11
    expect(outcome(() => openSession(opened, '11223344'))).toBe('CKR_OK')
    expect(skf('initialise', '证书').text).toBe(
      'SKF_CreateApplication(device, (LPSTR)name, "adminadmin", 5, "11223344", 4, SECURE_USER_ACCOUNT, &application) 0x0A00002C\n',
    )
  })
})

describe('a quirk of the SKF library', () => {
  it('ends the process at VerifyPIN with the wrong handle, where that is set, and is an error otherwise', () => {
    expect(skf('verify-device').text).toBe('0x0A000005\n')
    setQuirks(home, 'alice', { 'verify-crash': null })
    expect(skf('verify-device').signal).toBe('SIGSEGV')
  })

  it('belongs to one key, or to all of them', () => {
    setQuirks(home, 'library', { 'generate-number': 0x20200 })
    expect(skf('generate', 'pair').text).toContain('0x0A000003')
    setQuirks(home, 'library', {})
    plugUkey(home, 'alice')
    expect(skf('generate', 'other').status).toBe(0)
  })

  it.each([
    ['standard', 'SKF_ECCDecrypt'],
    ['no-decrypt', null],
    ['ccore', 'V_ECCPrvKeyDecrypt'],
    ['longmai', 'SKF_ECCPrvKeyDecrypt'],
  ] as const)('is the name of decryption: that of the build "%s" is %s', (name, decryption) => {
    const has = (symbol: string) => tool.run(skfLibrary(name), home, 'has', symbol).text
    for (const symbol of ['SKF_ECCDecrypt', 'V_ECCPrvKeyDecrypt', 'SKF_ECCPrvKeyDecrypt'])
      expect(has(symbol), symbol).toBe(symbol === decryption ? 'yes\n' : 'no\n')
  })
})

describe('npm run build:ukey -- --install', () => {
  it('gives other programs the header and the libraries', () => {
    const prefix = join(home, 'prefix')
    build('--install', prefix)
    const source = join(home, 'other.c')
    writeFileSync(
      source,
      '#include <virtual-ukey/skf.h>\nint main(void) { return SKF_UnlockDev(0) == SAR_OK; }\n',
    )
    const program = join(home, 'other')
    const lib = join(prefix, 'lib')
    const args = ['-Wall', '-Werror', `-I${join(prefix, 'include')}`, source, '-o', program]
    execFileSync('cc', [...args, `-L${lib}`, '-lvirtual-ukey-skf', `-Wl,-rpath,${lib}`])
    expect(execFileSync(program).toString()).toBe('')
    expect(readdirSync(lib).some((name) => name.includes('asan'))).toBe(false)
  })
})
