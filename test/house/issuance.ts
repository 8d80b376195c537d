import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, type Accounts, createAccounts } from '../../src/main/account/index.ts'
import { type Authorities, type Authority, createAuthorities } from '../../src/main/authority/index.ts'
import { businessesWith } from '../../src/main/businesses.ts'
import { createChainCache } from '../../src/main/issuers/chain-cache.ts'
import { chosenIssuer, type Issuer, loadIssuers } from '../../src/main/issuers/issuers.ts'
import { createKnownAuthorities } from '../../src/main/issuers/known-authorities.ts'
import type { Issuers } from '../../src/main/issuers/part.ts'
import { createPinService, type GivenPin } from '../../src/main/pin/index.ts'
import { createRenewalDrafts, type RenewalDrafts } from '../../src/main/renewal/renewal-drafts.ts'
import { nodeFork } from '../../src/main/shell/node-fork.ts'
import type { SystemKeyStore } from '../../src/main/shell/shell.ts'
import {
  createTransactions,
  type Transactions,
  type TransactionWish,
} from '../../src/main/transactions/index.ts'
import { createSecretDeposit, type SecretDeposit } from '../../src/main/unlock-secrets/secret-deposit.ts'
import { createUpgradeBook, type UpgradeBook } from '../../src/main/upgrade/upgrade-book.ts'
import { type DriverSet, type HostRules, type KdfCost, type Keyring, Pin } from '../../src/native/index.ts'
import { type RunningRa, startRa } from '../../src/ra/server.ts'
import type { PinTries } from '../../src/shared/contract/index.ts'
import type {
  AccountAtIssuer,
  AccountState,
  Connection,
  TransactionView,
} from '../../src/shared/models/index.ts'
import { openTokenHouse } from './tokens.ts'

export const captchaAnswer = 'K7Q2'
export const demoHolder = { userName: 'wangfang', applicantName: '王芳' } as const

export type HouseOptions = {
  readonly home: string
  /** The address of an authority, or "embedded" for the one that the application starts by itself. */
  readonly address: string
  readonly kdf?: KdfCost
  readonly rules?: HostRules
  /** Wraps the keyring that the issuance sees. */
  readonly before?: (keyring: Keyring) => Keyring
  readonly changed?: (views: readonly TransactionView[]) => void
  readonly superseded?: (fingerprints: readonly string[]) => void
  readonly abandoned?: NonNullable<Parameters<typeof createTransactions>[0]['abandoned']>
  readonly finished?: NonNullable<Parameters<typeof createTransactions>[0]['finished']>
  /** The system's key store; there is none if it is left out. */
  readonly keyStore?: () => SystemKeyStore | null
  readonly drivers?: DriverSet
  readonly clock?: () => Date
  readonly retryMs?: number
  /** How long a test waits until a transaction is as it wants it, in milliseconds. */
  readonly patience?: number
  /** All known issuers, the chosen one first. By default only the demonstration, with its authority at `address`. */
  readonly issuers?: readonly Issuer[]
  readonly connected?: (issuerId: string, connection: Connection) => void
  readonly accounts?: (accounts: readonly AccountAtIssuer[]) => void
}

const shipped = join(import.meta.dirname, '../../issuers')

/** The demonstration with its authority at another address. A user's file could only name https. */
export const demoIssuer = (address: string, change: Partial<Issuer> = {}): Issuer => ({
  ...chosenIssuer(loadIssuers(shipped, join(shipped, 'none')), 'demo'),
  address,
  ...change,
})

/** Begins with the chosen issuer unless a test names another one. */
type Starting = Omit<Transactions, 'start'> & {
  start(
    wish: Omit<TransactionWish, 'issuerId'> & { readonly issuerId?: string },
  ): ReturnType<Transactions['start']>
}

/** The parts of the application that an issuance needs, joined as in the application. */
export type House = {
  readonly home: string
  readonly keyring: Keyring
  readonly issuers: Issuers
  readonly authorities: Authorities
  readonly accounts: Accounts
  /** The authority of the chosen issuer. */
  readonly authority: Authority
  readonly account: Account
  readonly secrets: SecretDeposit
  readonly renewalDrafts: RenewalDrafts
  readonly upgradeBook: UpgradeBook
  readonly issuance: Starting
  readonly damaged: readonly string[]
  readonly log: readonly string[]
  login(
    holder?: { readonly userName: string; readonly applicantName: string },
    issuerId?: string,
  ): Promise<AccountState>
  /** The view of a transaction once it satisfies the condition. */
  until(id: string, question: (view: TransactionView) => boolean): Promise<TransactionView>
  /** The view of a transaction once it no longer runs. */
  rest(id: string): Promise<TransactionView>
  stop(): Promise<void>
}

const patience = 60_000

export const openHouse = async (options: HouseOptions): Promise<House> => {
  const { home } = options
  const clock = options.clock ?? (() => new Date())
  const fork = nodeFork(join(home, 'no-bundle'))
  const { keyring, close } = openTokenHouse({
    drivers: options.drivers ?? [],
    folder: home,
    ...{ fork, rules: options.rules, kdf: options.kdf },
  })
  const all = options.issuers ?? [demoIssuer(options.address, { businesses: ['issue'] })]
  const [chosen] = all
  if (!chosen) throw new Error('no issuer')
  const issuers: Issuers = {
    ...createKnownAuthorities({ issuers: all }, createChainCache(join(home, 'authorities'))),
    chosen: () => chosen,
    find: (id) => all.find((one) => one.id === id) ?? null,
  }
  const authorities = createAuthorities({
    find: issuers.find,
    told: issuers,
    shell: { resolveProxy: async () => 'DIRECT' },
    home,
    fork,
    clock,
    proxy: () => ({ mode: 'none' }),
    changed: options.connected ?? (() => {}),
    pauseMs: 20,
    captchaAnswer,
  })
  const accounts = createAccounts({
    ...{ authorities, clock },
    store: join(home, 'account.json'),
    isKnown: (issuerId) => issuers.find(issuerId) !== null,
    changed: options.accounts ?? (() => {}),
  })
  const listeners = new Set<() => void>()
  const renewalDrafts = createRenewalDrafts({
    path: join(home, 'renewals.json'),
    clock,
    keyStore: options.keyStore ?? (() => null),
    changed: () => {},
  })
  const damaged: string[] = []
  const log: string[] = []
  const upgradeBook = createUpgradeBook({
    ...{ clock, folder: join(home, 'upgrades') },
    log: (line) => log.push(line),
    damaged: (files) => damaged.push(...files),
  })
  const tell = () => {
    for (const listener of listeners) listener()
  }
  keyring.subscribe(tell)
  const secrets = createSecretDeposit({
    ...{ keyring, authorities, accounts, issuers },
    log: (line) => log.push(line),
  })
  const pins = createPinService({
    ...{ keyring, secrets, issuerOf: issuers.issuerOf },
    history: { add: () => undefined },
    accountNumbers: () => [],
    issuerRule: (issuerId) => issuers.find(issuerId)?.pinRule ?? null,
  })
  const issuance = createTransactions({
    businesses: businessesWith(renewalDrafts, upgradeBook),
    secrets,
    checkNewSoft: (given, issuerId) =>
      pins.checkNewSoft(given, { strength: 'kept-although-weak' }, [issuerId]),
    keyring: options.before?.(keyring) ?? keyring,
    authorities,
    accounts,
    issuerOf: issuers.issuerOf,
    folder: join(home, 'journal'),
    clock,
    changed: (views) => {
      options.changed?.(views)
      tell()
    },
    log: (text) => log.push(text),
    damaged: (files) => damaged.push(...files),
    superseded: (fingerprints) => options.superseded?.(fingerprints),
    abandoned: (business) => options.abandoned?.(business),
    finished: (business) => options.finished?.(business),
    ...(options.retryMs === undefined ? {} : { retryMs: options.retryMs }),
  })
  await issuance.ready
  const until: House['until'] = (id, question) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const view = issuance.views().find((one) => one.id === id)
        if (view && question(view)) finish(() => resolve(view))
      }
      const finish = (end: () => void) => {
        clearTimeout(late)
        listeners.delete(look)
        end()
      }
      const late = setTimeout(() => {
        const views = JSON.stringify(issuance.views())
        finish(() => reject(new Error(`it did not come to that: ${views}; ${log.join('; ')}`)))
      }, options.patience ?? patience)
      listeners.add(look)
      look()
    })
  return {
    home,
    keyring,
    issuers,
    authorities,
    accounts,
    authority: authorities.of(chosen.id),
    account: accounts.of(chosen.id),
    secrets,
    renewalDrafts,
    upgradeBook,
    issuance: { ...issuance, start: (wish) => issuance.start({ issuerId: chosen.id, ...wish }) },
    damaged,
    log,
    login: async (holder = demoHolder, issuerId = chosen.id) => {
      const account = accounts.of(issuerId)
      const { id } = await account.captcha()
      await account.login({ ...holder, captchaId: id, captcha: captchaAnswer })
      return account.state()
    },
    until,
    rest: (id) => until(id, ({ state }) => state !== 'running'),
    stop: async () => {
      issuance.stop()
      accounts.stop()
      authorities.stop()
      close()
    },
  }
}

/** A real authority in this process, over real HTTP, with its own database. */
export const openRa = (
  dataDir: string,
  options: Partial<Parameters<typeof startRa>[0]> = {},
): Promise<RunningRa> => startRa({ dataDir, embedded: true, unlimited: true, captchaAnswer, ...options })

export const temporary = (): string => mkdtempSync(join(tmpdir(), 'issuance-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
export const pin = (text = '135246'): Pin => new Pin(text)
/** A PIN as a window gives it to a business. */
export const given = (text = '135246', tries: PinTries = 'careful'): GivenPin => ({
  pin: { entry: 'typed', pin: pin(text) },
  tries,
})
