import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DriverSet, loadDrivers } from '../../../src/native/index.ts'
import { type SkfBuild, skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { createUkey, type NewUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import type { House } from '../../house/issuance.ts'
import type { Face } from '../../house/tokens.ts'

export const UKEY_PIN = '12345678'

/** The driver of the virtual Ukey alone, as it ships, through one face. Its keys are in this folder. */
export const virtualDriver = (home: string, face: Face = 'pkcs11', build?: SkfBuild): DriverSet => {
  mkdirSync(home, { recursive: true })
  process.env.VIRTUAL_UKEY_HOME = home
  process.env.VIRTUAL_UKEY_SKF_LIBRARY = skfLibrary(build)
  const all = loadDrivers({ builtInFolder: join(import.meta.dirname, '../../../drivers'), userFolder: null })
  const drivers = all.drivers
    .filter(({ id }) => id === 'virtual-ukey')
    .map((driver) => ({ ...driver, libraries: driver.libraries.filter(({ abi }) => abi === face) }))
  return { ...all, drivers }
}

export const waitFor = (house: House, wanted: () => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    if (wanted()) return resolve()
    const late = setTimeout(() => reject(new Error('the keyring did not come to show it')), 60_000)
    const leave = house.keyring.subscribe(() => {
      if (!wanted()) return
      clearTimeout(late)
      leave()
      resolve()
    })
  })

export const idOf = (house: House, serial: string): string | undefined =>
  house.keyring.current().tokens.find(({ facts }) => facts.serial === serial)?.facts.id

/** Makes a virtual Ukey, plugs it in and waits until it is seen. */
export const insert = async (
  house: House,
  home: string,
  serial: string,
  more: NewUkey = {},
): Promise<string> => {
  createUkey(home, serial, { serial, ...more })
  plugUkey(home, serial)
  await waitFor(house, () => idOf(house, serial) !== undefined)
  return idOf(house, serial) ?? ''
}

/** OpenSC's pkcs11-tool on the same keys, as a client that knows nothing about us. */
export const pkcs11Tool = (
  home: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly text: string } => {
  const { status, stdout, stderr } = spawnSync('pkcs11-tool', ['--module', ukeyLibrary(), ...args], {
    env: { ...process.env, VIRTUAL_UKEY_HOME: home },
    encoding: 'utf8',
  })
  return { status, text: `${stdout}${stderr}` }
}

const openssl = (...args: readonly string[]) =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })

/** An RSA pair with a certificate of an older authority, like those on a fourth-generation key. */
export const putOldRsa = (home: string, folder: string, holder: string): void => {
  const file = (name: string) => join(folder, name)
  const loggedIn = ['--login', '--pin', UKEY_PIN]
  const old = ['--id', '01', '--label', 'old']
  pkcs11Tool(home, ...loggedIn, '--keypairgen', '--key-type', 'rsa:2048', ...old)
  pkcs11Tool(home, '--read-object', '--type', 'pubkey', '--id', '01', '--output-file', file('old-key.der'))
  openssl('pkey', '-pubin', '-inform', 'DER', '-in', file('old-key.der'), '-out', file('old-key.pem'))
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    file('old-ca.key'),
    '-out',
    file('old-ca.pem'),
    '-days',
    '30',
    '-subj',
    '/C=CN/CN=Old CA',
  )
  openssl(
    'req',
    '-new',
    '-key',
    file('old-ca.key'),
    '-utf8',
    '-subj',
    `/C=CN/CN=${holder}`,
    '-out',
    file('old.csr'),
  )
  const sign = ['-CA', file('old-ca.pem'), '-CAkey', file('old-ca.key'), '-CAcreateserial', '-days', '30']
  openssl(
    'x509',
    '-req',
    '-in',
    file('old.csr'),
    '-force_pubkey',
    file('old-key.pem'),
    ...sign,
    '-outform',
    'DER',
    '-out',
    file('old.der'),
  )
  pkcs11Tool(home, ...loggedIn, '--write-object', file('old.der'), '--type', 'cert', ...old)
}

/** The certificate under a key id as pkcs11-tool reads it from the key. */
export const readBack = (home: string, folder: string, keyId: string): Uint8Array => {
  const path = join(folder, `${keyId}.der`)
  pkcs11Tool(home, '--read-object', '--type', 'cert', '--id', keyId, '--output-file', path)
  return new Uint8Array(readFileSync(path))
}

/**
 * OpenSSL's verdict on a certificate of this authority and on the issuing certificate above it. Each takes a call of
 * its own, because the option for the SM2 identity applies only to the certificate that is asked about.
 */
export const opensslVerifies = (
  folder: string,
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
): string => {
  const pem = (name: string, der: Uint8Array | undefined) =>
    put(
      folder,
      name,
      openssl('x509', '-inform', 'DER', '-in', put(folder, 'one.der', der ?? new Uint8Array())),
    )
  const identity = ['-vfyopt', 'distid:1234567812345678']
  const leaf = pem('leaf.pem', certificate)
  const issuing = pem('issuing.pem', chain[0])
  const root = pem('root.pem', chain[1])
  const below = openssl('verify', ...identity, '-partial_chain', '-trusted', issuing, leaf)
  return `${below}${openssl('verify', ...identity, '-CAfile', root, issuing)}`
}

const put = (folder: string, name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
