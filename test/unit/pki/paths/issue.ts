import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { context, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import {
  authorityKeyIdExtension,
  basicConstraintsExtension,
  encodeExtensions,
  keyIdentifier,
  subjectKeyIdExtension,
} from '../../../../src/pki/x509/build.ts'

const DAY = 86_400_000
/** Key identifiers, without which OpenSSL takes any issuer of the right name. */
export const keyIds = (key: Key, issuerKey: Key): readonly pki.Extension[] => [
  subjectKeyIdExtension(keyIdentifier(key.spki)),
  authorityKeyIdExtension(keyIdentifier(issuerKey.spki)),
]

const RSA_SHA256 = '1.2.840.113549.1.1.11'

/** A short RSA key: OpenSSL's `verify` takes it, and thousands of its signatures are checked in a second. */
export type Key = { readonly spki: Uint8Array; readonly sign: (tbs: Uint8Array) => Uint8Array }

export const freshKey = (): Key => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  return {
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (tbs) => new Uint8Array(sign('sha256', tbs, privateKey)),
  }
}

export type Plan = {
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly key: Key
  readonly issuerKey: Key
  readonly extensions: readonly pki.Extension[]
  readonly expired?: boolean
}

let serial = 1

/** A certificate as planned, valid unless it is to be expired. */
export const issue = ({
  subject,
  issuer,
  key,
  issuerKey,
  extensions,
  expired = false,
}: Plan): pki.Certificate => {
  const now = Date.now()
  const algorithm = der.sequence(der.oid(RSA_SHA256), der.nothing())
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(++serial),
    algorithm,
    issuer,
    der.sequence(der.time(new Date(now - 9 * DAY)), der.time(new Date(now + (expired ? -1 : 9) * DAY))),
    subject,
    key.spki,
    ...(extensions.length > 0 ? [der.explicit(3, encodeExtensions(extensions))] : []),
  )
  return pki.parseCertificate(der.sequence(tbs, algorithm, der.bits(issuerKey.sign(tbs))))
}

export const nameOf = (cn: string, ...units: readonly string[]): Uint8Array =>
  pki.encodeName([['C', 'CN'], ...units.map((unit) => ['OU', unit] as const), ['CN', cn]])

export const authority = (pathLength: number | null = null): pki.Extension =>
  basicConstraintsExtension(true, pathLength)

export const alternativeNames = (names: readonly Uint8Array[]): readonly pki.Extension[] =>
  names.length === 0 ? [] : [{ oid: pki.OID.subjectAltName, critical: false, value: der.sequence(...names) }]

const text = (tag: number) => (value: string) => der.implicit(tag, new TextEncoder().encode(value))
/** GeneralName of each form. */
export const general = {
  mail: text(1),
  dns: text(2),
  uri: text(6),
  directory: (name: Uint8Array) => der.explicit(4, name),
  ip: (hex: string) => der.implicit(7, pki.fromHex(hex)),
  registered: (hex: string) => der.implicit(8, pki.fromHex(hex)),
}

export const nameConstraints = (
  permitted: readonly Uint8Array[],
  excluded: readonly Uint8Array[],
  critical = true,
): pki.Extension => {
  const subtrees = (number: number, bases: readonly Uint8Array[]) =>
    bases.length === 0 ? [] : [der.element(context(number), ...bases.map((base) => der.sequence(base)))]
  const value = der.sequence(...subtrees(0, permitted), ...subtrees(1, excluded))
  return { oid: pki.OID.nameConstraints, critical, value }
}

/** A folder in which OpenSSL's `verify` says what it thinks of many certificates at once. */
export const openSslJudge = () => {
  const folder = mkdtempSync(join(tmpdir(), 'pki-paths-'))
  const pem = (certificates: readonly pki.Certificate[]) =>
    certificates.map(({ raw }) => pki.toPem('CERTIFICATE', raw)).join('')
  /** Whether OpenSSL accepts each, in their order. */
  const accepts = (
    leaves: readonly pki.Certificate[],
    trusted: readonly pki.Certificate[],
    others: readonly pki.Certificate[],
    options: readonly string[] = [],
  ): readonly boolean[] => {
    writeFileSync(join(folder, 'trusted.pem'), pem(trusted))
    writeFileSync(join(folder, 'others.pem'), pem(others))
    const files = leaves.map((leaf, i) => {
      writeFileSync(join(folder, `${i}.pem`), pem([leaf]))
      return `${i}.pem`
    })
    const untrusted = others.length > 0 ? ['-untrusted', 'others.pem'] : []
    const trust = ['-no-CApath', '-no-CAstore', '-CAfile', 'trusted.pem', ...untrusted]
    // It ends with an error if any certificate is refused, which is no failure here.
    const { stdout } = spawnSync('openssl', ['verify', '-auth_level', '0', ...options, ...trust, ...files], {
      cwd: folder,
      encoding: 'utf8',
    })
    const accepted = new Set(stdout.split('\n').flatMap((line) => /^(\d+\.pem): OK$/.exec(line)?.[1] ?? []))
    return files.map((file) => accepted.has(file))
  }
  return { accepts, end: () => rmSync(folder, { recursive: true }) }
}
