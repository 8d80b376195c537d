import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { UKEY_PIN } from '../../flow/issuance/ukeys.ts'
import { captchaAnswer } from '../../house/issuance.ts'
import { type Assistant, openAssistant, refusalOf } from './assistant.ts'
import { demo, issuerId, PASSWORD, PIN } from './stage.ts'

/**
 * What a business begins with. new: nothing was ever there. holder: somebody is logged in and holds a certificate.
 * locked: its PIN is locked. ukey: the same as holder, with an empty Ukey plugged in.
 */
export type Beginning = 'new' | 'holder' | 'locked' | 'ukey'

/** Folders made once; each run works on a copy. */
export type Prepared = {
  readonly home: string
  /** The home folder of the system's user, outside the small disk. */
  readonly user: string
  readonly resources: string
  readonly ukey: string | null
  readonly pins: ReadonlyMap<string, string>
  /** A backup of the certificate, and an old .pfx file, in base64. */
  readonly backup: string
  readonly pfx: string
}

export type Preparations = {
  of(beginning: Beginning): Prepared
  /** Of the certificates that were there at the beginning. */
  readonly serials: readonly string[]
  close(): void
}

const root = join(import.meta.dirname, '../../..')

const resourcesIn = (folder: string, name: string, drivers: readonly string[]): string => {
  const resources = join(folder, name)
  for (const inside of ['issuers', 'drivers']) mkdirSync(join(resources, inside), { recursive: true })
  symlinkSync(join(root, 'issuers/demo.json'), join(resources, 'issuers/demo.json'))
  for (const one of drivers) symlinkSync(join(root, 'drivers', one), join(resources, 'drivers', one))
  return resources
}

export const login = async ({ client }: Assistant): Promise<void> => {
  const { id } = await client.account.captcha({ issuerId })
  await client.account.login({ ...demo, issuerId, captchaId: id, captcha: captchaAnswer })
}

const issued = async (assistant: Assistant): Promise<void> => {
  const { transactionId } = await assistant.client.issuance.start({
    issuerId,
    target: { kind: 'soft' },
    pin: { entry: 'typed', pin: PIN },
  })
  const { transactions } = await assistant.shows('the first certificate', (snapshot) =>
    snapshot.transactions.some(({ id, state }) => id === transactionId && state !== 'running'),
  )
  const view = transactions.find(({ id }) => id === transactionId)
  if (view?.state !== 'done') throw new Error(`no first certificate: ${view?.state} ${view?.error?.code}`)
  await assistant.shows('the secret that is left', ({ tokens }) =>
    tokens.some(({ capabilities }) => capabilities.includes('unlock-with-secret')),
  )
}

const lock = async ({ client }: Assistant, tokenId: string): Promise<void> => {
  const wrong = { tokenId, pin: 'not-this-1', tries: 'last-confirmed' } as const
  for (let n = 0; n < 10; n++) await client.pin.verify(wrong).catch(refusalOf)
}

/** As the authorities once gave them out. */
const pfxIn = (folder: string): string => {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const subject = ['-utf8', '-subj', `/C=CN/CN=${demo.applicantName}`]
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem', ...subject)
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'k.pem',
    '-in',
    'c.pem',
    '-out',
    'old.pfx',
    '-passout',
    `pass:${PASSWORD}`,
  )
  return readFileSync(join(folder, 'old.pfx')).toString('base64')
}

const nssIn = (user: string): void => {
  const folder = join(user, '.pki/nssdb')
  mkdirSync(folder, { recursive: true })
  execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${folder}`], { stdio: 'ignore' })
}

export const prepare = async (): Promise<Preparations> => {
  const folder = mkdtempSync(join(tmpdir(), 'disk-prepared-'))
  const environment = { HOME: process.env.HOME, VIRTUAL_UKEY_HOME: process.env.VIRTUAL_UKEY_HOME }
  const at = (name: string): string => join(folder, name)
  for (const name of ['new', 'user', 'user/keys', 'pfx']) mkdirSync(at(name))
  const user = at('user')
  Object.assign(process.env, {
    HOME: user,
    VIRTUAL_UKEY_HOME: join(user, 'keys'),
    VIRTUAL_UKEY_LIBRARY: ukeyLibrary(),
  })
  nssIn(user)
  const plain = resourcesIn(folder, 'plain', [])
  const withUkeys = resourcesIn(folder, 'ukeys', ['virtual-ukey.json', 'families'])

  const first = await openAssistant({ home: at('holder'), resources: plain })
  await first.client.settings.change({ importSigningCertificate: false, proxy: { mode: 'none' } })
  await login(first)
  await issued(first)
  const [token] = first.snapshot().tokens
  const tokenId = token?.id ?? ''
  const { base64 } = await first.client.backup.create({ tokenId, pin: PIN, password: PASSWORD })
  await first.stop()
  await cp(at('holder'), at('locked'), { recursive: true })
  const second = await openAssistant({ home: at('locked'), resources: plain })
  await second.shows('the certificate', ({ tokens }) => tokens.length === 1)
  await lock(second, tokenId)
  await second.stop()

  const ukeyUser = at('ukey-user')
  cpSync(user, ukeyUser, { recursive: true })
  createUkey(join(ukeyUser, 'keys'), 'U1', { serial: 'U1' })
  const facts = {
    user,
    resources: plain,
    ukey: null,
    pins: new Map([[token?.serial ?? '', PIN]]),
    backup: base64,
    pfx: pfxIn(at('pfx')),
  }
  const all: Readonly<Record<Beginning, Prepared>> = {
    new: { ...facts, home: at('new'), pins: new Map() },
    holder: { ...facts, home: at('holder') },
    locked: { ...facts, home: at('locked') },
    ukey: { ...facts, home: at('holder'), user: ukeyUser, resources: withUkeys, ukey: 'U1' },
  }
  return {
    of: (beginning) => all[beginning],
    serials: (token?.pairs ?? []).flatMap(({ signing, encryption }) => [
      signing?.serial ?? '',
      encryption?.serial ?? '',
    ]),
    close: () => {
      for (const [name, value] of Object.entries(environment)) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
      delete process.env.VIRTUAL_UKEY_LIBRARY
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export { UKEY_PIN }
