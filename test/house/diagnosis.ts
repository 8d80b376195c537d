import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Authorities, createAuthorities } from '../../src/main/authority/index.ts'
import { browserExtensionPart } from '../../src/main/browser-extension/part.ts'
import { certificatesPart } from '../../src/main/certificates/part.ts'
import { worldOf } from '../../src/main/diagnosis/part.ts'
import { createDiagnosis, type Diagnosis } from '../../src/main/diagnosis/service.ts'
import type { Surroundings, World } from '../../src/main/diagnosis/world.ts'
import { createEvents } from '../../src/main/events/events.ts'
import type { Issuer } from '../../src/main/issuers/issuers.ts'
import { settingsPart } from '../../src/main/settings/part.ts'
import { environmentProxy } from '../../src/main/shell/environment-proxy.ts'
import { nodeFork } from '../../src/main/shell/node-fork.ts'
import type { Shell } from '../../src/main/shell/shell.ts'
import { createWebShell } from '../../src/main/shell/web/web-shell.ts'
import type { Protocol } from '../../src/main/web-signing/carriers/protocol.ts'
import { demoAccounts } from '../../src/ra/seed/accounts.ts'
import type { RunningRa } from '../../src/ra/server.ts'
import type { Finding, StepId } from '../../src/shared/models/index.ts'
import { texts } from '../../src/shared/text/index.ts'
import { openWholeHouse, type WholeHouse } from './businesses.ts'
import { given, openRa, removeFolder, temporary } from './issuance.ts'

/** Not the factory PIN, which would be a finding. */
export const HEALTHY_PIN = '24681357'

/** An assistant with all that the system check looks at, on a computer whose folders are this test's own. */
export type DiagnosisHouse = {
  readonly house: WholeHouse
  readonly ra: RunningRa
  readonly raFolder: string
  /** The data of the authority before it issued anything. */
  readonly youngRa: string
  /** The system's folders, in place of `/`. */
  readonly root: string
  readonly userFolder: string
  readonly build: string
  readonly world: World
  readonly diagnosis: Diagnosis
  readonly ports: readonly number[]
  readonly tokenIds: readonly string[]
  /** What a test makes different for the next check. */
  readonly twist: Twist
  /** Checks these steps and gives what they found. */
  check(...ids: readonly StepId[]): Promise<readonly Finding[]>
  /** The environment that the check sees. */
  readonly env: Record<string, string | undefined>
  /** Adds a real process to those that the check sees: others of this machine belong to somebody else. */
  shown(pid: number): void
  /** Has a certificate issued on a new Ukey. */
  issueOn(name: string): Promise<string>
  end(): Promise<void>
}

/** Differences that no folder or process can make. */
export type Twist = {
  desktop: { readonly notifications: boolean; readonly tray: boolean }
  /** Milliseconds by which the computer's clock was set on. */
  ahead: number
  /** Milliseconds by which the authority's clock is ahead. */
  authorityAhead: number
  /** The authority for new business in place of the usual one. */
  issuer: Issuer | null
  /** The cache of the authority's certificates is lost. */
  chainLost: boolean
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** A small build with its list, as `scripts/build.mjs` writes it. */
const makeBuild = (folder: string): void => {
  mkdirSync(join(folder, 'main'), { recursive: true })
  const files = { 'main/index.js': 'export {}\n', 'main/web.js': 'export {}\n', 'licences.json': '[]' }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const hashes = Object.entries(files).map(([name, text]) => [
    name,
    createHash('sha256').update(text).digest('hex'),
  ])
  const list = { format: 1, version: '0', files: Object.fromEntries(hashes) }
  writeFileSync(join(folder, 'files.json'), JSON.stringify(list))
}

const versionOf = (build: string): string =>
  JSON.parse(readFileSync(join(build, 'files.json'), 'utf8')).version

const portsFor =
  (own: readonly number[]) =>
  ({ name, ports }: Protocol): Protocol['ports'] =>
    ports.map(({ tls }) => ({ numbers: name === 'own' && !tls ? own : [0], tls }))

const shellWith = (twist: Twist): Shell => ({
  ...createWebShell({ bundle: '', pages: () => 0, quit: () => {}, command: [process.execPath, '--hidden'] }),
  desktop: async () => twist.desktop,
  resolveProxy: (url) => Promise.resolve(environmentProxy(url, {})),
})

/** The authorities as the application has them: through the proxy of the settings. */
const authoritiesOf = (house: WholeHouse, twist: Twist, clock: () => Date): Authorities => {
  const known = house.issuers.known
  return createAuthorities({
    find: (id) => (twist.issuer?.id === id ? twist.issuer : house.issuers.find(id)),
    told: {
      known,
      learn: (id, told) => {
        twist.chainLost = false
        house.issuers.learn(id, told)
      },
    },
    shell: { resolveProxy: async () => 'DIRECT' },
    ...{ home: house.home, fork: nodeFork(join(house.home, 'no-bundle')), clock, pauseMs: 20 },
    proxy: () => house.state.current().settings.proxy,
    changed: (issuerId, connection) =>
      house.state.change({
        connections: { ...house.state.current().connections, [issuerId]: connection },
      }),
  })
}

/** `product` is a real build, whose files are looked at in place of a small one. */
export const openDiagnosisHouse = async (ukeys = 2, product?: string): Promise<DiagnosisHouse> => {
  const folder = temporary()
  const [raFolder, youngRa, root, userFolder, build, home] = [
    ...['ra', 'young-ra', 'root', 'user', 'build', 'home'].map((name) => join(folder, name)),
  ] as [string, string, string, string, string, string]
  for (const each of [root, userFolder, home, join(userFolder, '.config/chromium')])
    mkdirSync(each, { recursive: true, mode: 0o700 })
  if (product === undefined) makeBuild(build)
  else cpSync(product, build, { recursive: true })
  // The stores, browsers and the autostart of whoever runs the tests are left alone.
  process.env.HOME = userFolder
  delete process.env.XDG_CONFIG_HOME
  const twist: Twist = {
    ...{ desktop: { notifications: true, tray: true }, ahead: 0, authorityAhead: 0 },
    ...{ issuer: null, chainLost: false },
  }
  const ra = await openRa(raFolder, { clock: () => Date.now() + twist.authorityAhead })
  cpSync(raFolder, youngRa, { recursive: true })
  const ports = [await freePort(), await freePort()]
  const house = await openWholeHouse(ra.url, { home, webPorts: portsFor(ports) })
  const clock = () => new Date(Date.now() + twist.ahead)
  const shell = shellWith(twist)
  const { state } = house
  const log = (line: string) => void (house.log as string[]).push(line)
  const words = () => texts(state.current().settings.language)
  const ground = { home, state, shell, clock, log, words, events: createEvents(log) }
  const known = (id: string) => (twist.chainLost ? null : house.issuers.known(id))
  const resources = join(import.meta.dirname, '../..')
  const certificates = certificatesPart({
    ...{ ...ground, resources, keyring: house.keyring, history: house.history, tokens: house.tokens },
    ...{ authorities: house.authorities, issuers: { known } },
  })
  const extension = browserExtensionPart({ ...ground, webSigning: house.webSigning, resources, build })
  const settings = settingsPart({ ...ground, issuers: house.issuers, build })
  const authorities = authoritiesOf(house, twist, clock)
  const processes = join(folder, 'processes')
  mkdirSync(processes)
  const shown = (pid: number) => symlinkSync(`/proc/${pid}`, join(processes, String(pid)))
  shown(process.pid)
  const env: Record<string, string | undefined> = { PATH: process.env.PATH }
  const surroundings: Partial<Surroundings> = { root, userFolder, processes, env }
  const { world, stop } = worldOf({
    ...{ ...ground, version: versionOf(build), build, resources, surroundings, authorities },
    drivers: { drivers: [], invalid: [], variables: {} },
    ...{ keyring: house.keyring, tokens: house.tokens, prompts: house.prompts },
    certificates: certificates.service,
    issuers: { chosen: () => twist.issuer ?? house.issuers.chosen(), find: house.issuers.find },
    ...{ loopbackTrust: house.loopbackTrust, browserExtension: extension.service },
    ...{ webSigning: house.webSigning, settings: settings.service },
  })
  const diagnosis = createDiagnosis({
    world,
    current: () => state.current().diagnosis,
    change: (after) => state.change({ diagnosis: after }),
  })
  const complete = ['wangfang', 'demo', 'hailar', 'ouyang', 'gusu', 'qingyun']
  const holders = demoAccounts.filter(({ userName }) => complete.includes(userName))
  // An authority keeps one pair of an account in force, so each key is another person's.
  const issueOn = async (name: string): Promise<string> => {
    const holder = holders.shift()
    if (holder === undefined) throw new Error('no account is left')
    await house.login(holder)
    const tokenId = await house.insert(name, { userPin: HEALTHY_PIN })
    const target = { kind: 'ukey', tokenId } as const
    const { transactionId } = await house.issuance.start({ target, ...given(HEALTHY_PIN) })
    const { state: ended, error } = await house.rest(transactionId)
    if (ended !== 'done') throw new Error(`no certificate: ${JSON.stringify(error)}`)
    await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
    return tokenId
  }
  const tokenIds: string[] = []
  for (let at = 1; at <= ukeys; at += 1) tokenIds.push(await issueOn(`HEALTHY${at}`))
  await house.webSigning.switchAll(true)
  await house.shows(({ webSigning }) =>
    webSigning.carriers.some(({ name, state: now }) => name === 'extension' && now === 'listening'),
  )
  return {
    ...{ house, ra, raFolder, youngRa, root, userFolder, build, world, diagnosis, ports, tokenIds, twist },
    ...{ issueOn, shown, env },
    check: async (...ids) => {
      await diagnosis.check(ids)
      return state.current().diagnosis.steps.flatMap(({ findings }) => findings)
    },
    end: async () => {
      stop()
      extension.stop()
      certificates.stop()
      authorities.stop()
      await house.end()
      await ra.stop().catch(() => undefined)
      removeFolder(folder)
    },
  }
}
