import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { basicConstraintsExtension, keyUsageExtension } from '../../../src/pki/x509/build.ts'
import { freshParty, freshRoot, type IssueOptions, listOf, type Party } from './authority.ts'

const DAY = 86_400_000
const reasons = (result: pki.ChainResult) => result.problems.map((problem) => problem.reason)
const root = freshRoot()
const trusted = [root.certificate]

/** The same key under another certificate, as a renewed or cross-certified authority has it. */
function again(party: Party, issuer: Party, options: Partial<IssueOptions> & { issuerName?: pki.NameInput }) {
  const { publicKey } = party.keys
  const der = pki.buildCertificate(
    {
      serial: pki.randomBytes(8),
      issuer: options.issuerName ?? issuer.certificate.subject.raw,
      subject: options.subject ?? party.certificate.subject.raw,
      notBefore: options.from ?? new Date(Date.now() - DAY),
      notAfter: options.to ?? new Date(Date.now() + DAY),
      publicKey,
      extensions:
        options.extensions ??
        pki.profileExtensions('root', { publicKey, issuerPublicKey: issuer.keys.publicKey }),
    },
    issuer.sign,
  )
  return { ...party, certificate: pki.parseCertificate(der) }
}

describe('where several paths are possible', () => {
  const issuing = freshParty(root, { profile: 'root', name: '签发' })
  const leaf = freshParty(issuing, { profile: 'signing' })

  it('the one through the renewed authority counts, not the one through its expired certificate', () => {
    const old = again(issuing, root, { from: new Date(0), to: new Date(DAY) })
    for (const intermediates of [
      [old.certificate, issuing.certificate],
      [issuing.certificate, old.certificate],
    ]) {
      expect(pki.verifyChain(leaf.certificate, { trusted, intermediates }).problems).toEqual([])
    }
    const result = pki.verifyChain(leaf.certificate, { trusted, intermediates: [old.certificate] })
    expect(reasons(result)).toEqual(['expired'])
  })

  it('the search leaves a dead end again', () => {
    const elsewhere = freshRoot({ name: '别处' })
    const across = again(issuing, elsewhere, {})
    const back = again(elsewhere, issuing, {})
    const intermediates = [across, back, issuing].map((one) => one.certificate)
    expect(pki.verifyChain(leaf.certificate, { trusted, intermediates }).problems).toEqual([])
    const without = intermediates.slice(0, 2)
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted, intermediates: without }))).toContain(
      'unknown-issuer',
    )
  })

  it('dozens of certificates that issue each other do not make the search endless', () => {
    const authorities = Array.from({ length: 12 }, () => freshRoot({ name: '环' }))
    const bare = { extensions: [{ oid: '1.2.3', critical: false, value: der.nothing() }] }
    const intermediates = authorities.flatMap((one) =>
      authorities.map((other) => again(one, other, bare).certificate),
    )
    const below = freshParty(authorities[0] as Party, { profile: 'signing', extensions: [] })
    expect(pki.verifyChain(below.certificate, { trusted, intermediates }).ok).toBe(false)
  })
})

describe('an issuer', () => {
  const name = (encode: (text: string) => Uint8Array, text: string) =>
    der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), encode(text))))

  it('is found even if its name is written in another string type, case or spacing', () => {
    const named = freshRoot({ subject: name(der.utf8, 'Some  Authority') })
    const leaf = again(freshParty(named, { profile: 'signing' }), named, {
      issuerName: name(der.printable, 'SOME authority '),
    })
    expect(pki.verifyChain(leaf.certificate, { trusted: [named.certificate] }).problems).toEqual([])
    const other = again(leaf, named, { issuerName: name(der.printable, 'SOME authorities') })
    expect(reasons(pki.verifyChain(other.certificate, { trusted: [named.certificate] }))).toEqual([
      'unknown-issuer',
    ])
  })

  it('that renewed itself does not lengthen the path', () => {
    const only = freshParty(root, { profile: 'issuing-ca', name: '签发' }) // none below it
    const renewed = freshParty(only, { profile: 'issuing-ca', subject: only.certificate.subject.raw })
    const leaf = freshParty(renewed, { profile: 'signing' })
    const intermediates = [renewed.certificate, only.certificate]
    expect(pki.verifyChain(leaf.certificate, { trusted, intermediates }).problems).toEqual([])
  })

  it('cannot issue certificates if it may only sign lists, and cannot sign lists if it may not', () => {
    const limited = (usage: 'cRLSign' | 'keyCertSign') => {
      const extensions = [basicConstraintsExtension(true), keyUsageExtension([usage])]
      return freshParty(root, { profile: 'issuing-ca', name: usage, extensions })
    }
    const issuing = limited('cRLSign')
    const leaf = freshParty(issuing, { profile: 'signing' })
    const intermediates = [issuing.certificate]
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted, intermediates }))).toEqual([
      'issuer-not-a-ca',
    ])
    const listed = (party: Party) => pki.verifyCrl(pki.parseCrl(listOf(party, [], [])), party.certificate)
    expect([listed(issuing), listed(limited('keyCertSign'))]).toEqual([true, false])
  })

  it('is not believed when it signed under another SM2 identity', () => {
    const sign = pki.prepareSm2Signer(root.keys.privateKey, { id: Buffer.from('somebody else') }).sign
    const leaf = freshParty({ ...root, sign }, { profile: 'signing' })
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted }))).toEqual(['bad-signature'])
  })

  it('with a certificate of version 1 must be trusted itself', () => {
    const plain = firstVersion(freshParty(root, { profile: 'signing', extensions: [] }), root)
    const leaf = freshParty(plain, { profile: 'signing', extensions: [] })
    const intermediates = [plain.certificate]
    expect(reasons(pki.verifyChain(leaf.certificate, { trusted, intermediates }))).toEqual([
      'issuer-not-a-ca',
    ])
    expect(pki.verifyChain(leaf.certificate, { trusted: [plain.certificate] }).problems).toEqual([])
  })

  it('without basic constraints must be trusted itself and be allowed to sign certificates', () => {
    const old = (usage: 'keyCertSign' | 'cRLSign') => freshRoot({ extensions: [keyUsageExtension([usage])] })
    const [fit, unfit] = [old('keyCertSign'), old('cRLSign')]
    const under = (issuer: Party) => freshParty(issuer, { profile: 'signing' }).certificate
    expect(pki.verifyChain(under(fit), { trusted: [fit.certificate] }).problems).toEqual([])
    expect(reasons(pki.verifyChain(under(unfit), { trusted: [unfit.certificate] }))).toEqual([
      'issuer-not-a-ca',
    ])
    const between = again(fit, root, { extensions: [keyUsageExtension(['keyCertSign'])] })
    const intermediates = [between.certificate]
    expect(reasons(pki.verifyChain(under(between), { trusted, intermediates }))).toEqual(['issuer-not-a-ca'])
  })
})

/** The certificate as version 1: without version and extensions, with a fresh signature. */
function firstVersion(party: Party, issuer: Party): Party {
  const { tbs } = party.certificate
  const body = tbs.subarray((tbs[1] ?? 0) === 0x81 ? 3 : 4)
  const extensions = Buffer.from(body).indexOf(Buffer.from('a302', 'hex'), body.length - 4)
  const plain = der.sequence(body.subarray(5, extensions))
  return { ...party, certificate: pki.parseCertificate(pki.assembleSigned(plain, issuer.sign(plain))) }
}

describe('signatures and keys that are no longer good enough', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pki-weak-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const parsed = (name: string) => pki.parseCertificate(readFileSync(join(folder, name), 'utf8'))

  /** The problems of a certificate for a key of one kind, signed by a key of another kind. */
  function chain(authority: readonly string[], user: readonly string[], ...sign: string[]) {
    const request = ['req', '-new', '-nodes', '-subj']
    openssl(...request, '/CN=ca', '-x509', '-newkey', ...authority, '-keyout', 'ca.key', '-out', 'ca.pem')
    openssl(...request, '/CN=user', '-newkey', ...user, '-keyout', 'user.key', '-out', 'user.csr')
    const issue = ['x509', '-req', '-in', 'user.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-set_serial', '7']
    openssl(...issue, ...sign, '-out', 'user.pem')
    return reasons(pki.verifyChain(parsed('user.pem'), { trusted: [parsed('ca.pem')] }))
  }

  it('are reported: SHA-1 below the trusted certificate, RSA of 512 bits', () => {
    expect(chain(['rsa:2048', '-sha1'], ['rsa:1024'], '-sha256')).toEqual([])
    expect(chain(['rsa:2048'], ['rsa:1024'], '-sha1')).toEqual(['weak-algorithm'])
    expect(chain(['rsa:2048'], ['rsa:512'], '-sha256')).toEqual(['weak-algorithm'])
  })

  it('are told apart from those that are merely unsupported', () => {
    expect(chain(['ed448'], ['rsa:1024'])).toEqual(['unsupported-algorithm'])
    expect(chain(['rsa:2048'], ['rsa:1024'], '-md5')).toEqual(['unsupported-algorithm'])
  })

  it('are refused for RSA with exponent 1, where everything would verify', () => {
    const modulus = pki.randomBytes(256).with(255, 1).with(0, 0x80)
    const key = (exponent: number) =>
      der.sequence(
        der.sequence(der.oid(pki.OID.rsa), der.nothing()),
        der.bits(der.sequence(der.integer(modulus), der.integer(exponent))),
      )
    expect(pki.parsePublicKey(key(3)).type).toBe('rsa')
    expect(() => pki.parsePublicKey(key(1))).toThrow(/bad-value/)
  })
})

it('a chain with hundreds of authorities of one name is given up soon, and says so', () => {
  const name = [['CN', '同名']] as const
  const impostors = Array.from({ length: 300 }, () => freshRoot({ subject: name }).certificate)
  const real = freshRoot({ subject: name })
  const below = freshParty(real, { profile: 'signing', extensions: [] }).certificate
  const verdict = pki.verifyChain(below, { trusted: [...impostors, real.certificate] })
  expect(verdict.problems.map(({ reason }) => reason)).toEqual(['not-all-tried'])
  expect(pki.verifyChain(below, { trusted: [...impostors.slice(0, 5), real.certificate] }).ok).toBe(true)
})
