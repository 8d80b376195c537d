import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Feed, openFeed, sendFile } from '../../flow/updates/feed.ts'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { snapshotWhere } from '../../ui/contract-client.ts'
import { copyOf, type Installation, keepsakesIn, openInstallation, type Running } from './installation.ts'
import { openWorks, type Package } from './packages.ts'

/** The longest that a start of a version that works may take on a busy machine. */
export const patience = 90_000

export type Stage = {
  readonly packages: Readonly<Record<'works' | 'hangs' | 'dies' | 'last', Package>>
  /** A fresh installation of 0.1.0 with a data folder that a person has worked in. */
  fresh(): Installation
  /** Makes a package the newest of the feed. */
  publish(one: Package): void
  readonly keepsakes: readonly string[]
  close(): Promise<void>
}

const day = 86_400_000
const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** Issues a soft certificate with the first version, so that there is something to lose. */
const liveIn = async (installation: Installation): Promise<void> => {
  const running = await installation.start(patience)
  if (running === null) throw new Error(`the first version did not start: ${installation.printed()}`)
  const { client } = running
  await logIn(running)
  await client.issuance.start({ issuerId, target: { kind: 'soft' }, pin: typed('824637') })
  await snapshotWhere(
    client,
    ({ transactions }) => transactions.some(({ state }) => state === 'done'),
    patience,
  )
  await client.settings.change({ language: 'en' })
  await running.quit()
}

export const isReady = async (installation: Installation): Promise<boolean> => {
  const end = performance.now() + patience
  while (performance.now() < end) {
    if (installation.state()?.ready) return true
    await pause(30)
  }
  return false
}

type Published = Pick<Package, 'version' | 'bytes' | 'sha256'>

/** Makes a package the newest of a feed, each time under a higher number. */
export const publisherOn = (feed: Pick<Feed, 'answer' | 'publish'>, system: 'linux' | 'windows') => {
  let sequence = 0
  return ({ version, bytes, sha256 }: Published): void => {
    sequence += 1
    const url = `cert-assistant-${version}-x64.bin`
    feed.answer(url, sendFile(bytes))
    feed.publish({
      ...{ purpose: 'cert-assistant update 1', sequence },
      ...{ issued: instant(Date.now() - day), expires: instant(Date.now() + 30 * day) },
      ...{ version, rollout: 100, minimum: {}, notes: { zh: '新版本。', en: 'A new version.' } },
      files: [{ system, architecture: 'x64', kind: 'nsis', url, size: bytes.length, sha256 }],
    })
  }
}

export const openStage = async (): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'updates-'))
  const feed = await openFeed()
  const works = openWorks(folder, feed)
  let count = 0
  const place = (home: string | null): Installation => {
    count += 1
    const at = join(folder, String(count))
    copyOf(works.template, at)
    execFileSync(join(at, 'cert-assistant'), ['--put-in-place', '0.1.0', '--tried'])
    if (home === null) mkdirSync(join(at, 'home'))
    else cpSync(home, join(at, 'home'), { recursive: true })
    return openInstallation(at, join(at, 'home'))
  }
  const first = place(null)
  await liveIn(first)
  return {
    packages: {
      works: works.package('0.2.0', 'works'),
      hangs: works.package('0.3.0', 'hangs'),
      dies: works.package('0.4.0', 'dies'),
      last: works.package('0.5.0', 'works'),
    },
    keepsakes: keepsakesIn(first.home),
    fresh: () => place(first.home),
    publish: publisherOn(feed, 'linux'),
    close: async () => {
      await feed.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** As a person does it in 关于: looks, lets it come, and restarts. The answer is cut off by the restart. */
export const update = async ({ client }: Running): Promise<void> => {
  await client.updates.look()
  const isReady = snapshotWhere(client, ({ updates }) => updates.stage.is === 'ready', patience)
  await isReady.catch(async (error: unknown) => {
    const { updates } = await snapshotWhere(client, () => true, patience)
    throw new Error(`the package did not come: ${JSON.stringify(updates)}`, { cause: error })
  })
  client.updates.restart().catch(() => undefined)
}

/** Everything that a person has in the data folder, as the running product shows it. */
export const complaintsAbout = async (
  stage: Stage,
  installation: Installation,
  { client }: Running,
): Promise<readonly string[]> => {
  const { tokens, settings, notices } = await snapshotWhere(
    client,
    (one) => one.settled && one.tokens.length > 0,
    patience,
  ).catch(() => snapshotWhere(client, () => true))
  const kept = keepsakesIn(installation.home)
  return [
    ...(tokens.some(({ pairs }) => pairs.length > 0) ? [] : ['the soft certificate is not shown']),
    ...(settings.language === 'en' ? [] : ['the settings are lost']),
    ...stage.keepsakes.filter((one) => !kept.includes(one)).map((one) => `changed or lost: ${one}`),
    ...notices
      .filter(({ report }) => /damaged|newer/.test(report?.code ?? ''))
      .map(({ id }) => `a notice: ${id}`),
  ]
}

export const namesIn = ({ root }: Installation): readonly string[] => readdirSync(join(root, 'versions'))

/** What is among the versions, besides the ones that the state names. */
const strays = (installation: Installation): readonly string[] => {
  const state = installation.state()
  const known = ['state', 'lock', state?.current, state?.before]
  return namesIn(installation).filter((name) => !known.includes(name))
}

export const tidied = async (installation: Installation): Promise<readonly string[]> => {
  const end = performance.now() + 20_000
  while (strays(installation).length > 0 && performance.now() < end) await pause(50)
  return strays(installation).map((name) => `left among the versions: ${name}`)
}

/** The processes that a process has started. */
export const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
