import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { compileInstaller } from '../../../scripts/installer.mjs'
import { readState } from '../../../src/main/versions/state-file.ts'
import { publisherOn } from '../../fault/updates/stage.ts'
import { openFeed } from '../../flow/updates/feed.ts'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { clientOf, snapshotWhere } from '../../ui/contract-client.ts'
import { type Assistant, startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { moreThan, tracesIn } from '../traces.ts'
import { windowsPath } from '../wine.ts'
import { versionOf } from './installer.ts'

const patience = 180_000

const until = async (what: string, isSo: () => boolean, more = () => ''): Promise<void> => {
  const end = performance.now() + patience
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not in time: ${what} ${more()}`)
    await pause(50)
  }
}

/** Updates from a real feed, by the installer, behind the launcher. */
export const updates = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const feed = await openFeed()
  const publish = publisherOn(feed, 'windows')
  const folder = join(windows.user, 'AppData', 'Local', 'Programs', 'CertAssistant')
  const data = join(windows.user, 'AppData', 'Roaming', 'cert-assistant')
  const setups = new Map<string, string>()
  const version = (...path: readonly string[]) => join(folder, 'versions', ...path)
  const state = () => readState(version('state'))
  const make = (number: string, entry: string | null): void => {
    const payload = versionOf(program, place(number), number)
    const replace = (file: string, text: string): void => {
      rmSync(file)
      writeFileSync(file, text)
    }
    const { address, keys } = feed
    replace(join(payload, 'updates', 'feed.json'), JSON.stringify({ address, page: null, keys }))
    if (entry !== null) replace(join(payload, 'out', 'main', 'web.js'), entry)
    const out = place(`证书助手 ${number}.exe`)
    const common = { stub: 'amd64-unicode', quick: true, payload, version: number }
    assert.equal(compileInstaller({ ...common, out }), null)
    setups.set(number, out)
  }
  const setupOf = (number: string): string => setups.get(number) ?? ''
  const offer = (number: string): void => {
    const bytes = readFileSync(setupOf(number))
    publish({ version: number, bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  /** As 立即重启更新 does it. */
  const update = async ({ client, where }: Assistant, number: string): Promise<void> => {
    offer(number)
    await client.updates.look()
    await where(({ updates: { stage } }) => stage.is === 'ready')
    client.updates.restart().catch(() => undefined)
    await until(`${number} is current`, () => state()?.current === number)
  }
  const isReady = (number: string) =>
    until(`${number} is ready`, () => state()?.current === number && state()?.ready === true)
  /** Ends all of the product, as the task manager does, and also what is only being started. */
  const endAll = async (): Promise<void> => {
    // A process that is just being born is not listed yet, so it is asked until all has long been quiet.
    for (let quiet = 0; quiet < 6; ) {
      await pause(500)
      const codes: (number | null)[] = []
      for (const name of ['cert-assistant.exe', 'node.exe'])
        codes.push((await windows.run('taskkill', ['/F', '/IM', name])).code)
      quiet = codes.includes(0) ? 0 : quiet + 1
    }
  }
  const shownVersion = async (): Promise<string> => {
    const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\cn.cert-assistant.desktop'
    return (await windows.run('reg', ['query', key, '/v', 'DisplayVersion'])).stdout
  }
  /** Kills a setup as soon as it unpacks, and starts what is there. */
  const killedMidway = async (number: string, args: readonly string[]): Promise<void> => {
    const setup = windows.start(setupOf(number), ['/S', ...args, '/currentuser', `/D=${inside}`])
    await until('it unpacks', () => existsSync(version(`.new-${number}`, 'drivers')))
    setup.child.kill('SIGKILL')
    await setup.ended
    assert.ok(!existsSync(version(number)))
    const again = await startAssistant(windows, folder, [])
    assert.equal((await again.snapshot()).about.version, '0.2.0')
    assert.equal(await again.quit(), 0)
  }
  const inside = `C:\\users\\${windows.user.split('/').at(-1)}\\AppData\\Local\\Programs\\CertAssistant`

  await check('four versions are packed, one of which never shows itself', () => {
    for (const number of ['0.1.0', '0.2.0', '0.4.0']) make(number, null)
    make('0.3.0', 'setInterval(() => {}, 1_000)\n')
  })
  const before = tracesIn(windows)
  let assistant: Assistant | undefined
  await check('a certificate is issued with the first version', async () => {
    const answer = await windows.run(setupOf('0.1.0'), ['/S', '/currentuser'], { milliseconds: 300_000 })
    assert.equal(answer.code, 0)
    assistant = await startAssistant(windows, folder, [])
    await logIn(assistant)
    await assistant.client.issuance.start({ issuerId, target: { kind: 'soft' }, pin: typed('824637') })
    await assistant.where(({ transactions }) => transactions.some((one) => one.state === 'done'))
    await isReady('0.1.0')
  })
  await check('it takes the next version, and restarts into it with everything that was there', async () => {
    if (assistant === undefined) throw new Error('nothing runs')
    const { printed } = assistant
    const lines = () => [...printed().matchAll(/^READY (.*)$/gm)]
    const seen = lines().length
    await update(assistant, '0.2.0')
    await until('it starts again', () => lines().length > seen)
    const { client, close } = await clientOf(JSON.parse(lines().at(-1)?.[1] ?? '').url)
    const { about } = await snapshotWhere(client, ({ tokens }) => tokens.length === 1, patience)
    assert.equal(about.version, '0.2.0')
    await isReady('0.2.0')
    await until('the version before is removed', () => !existsSync(version('0.1.0')))
    await client.tray.choose({ item: 'quit' }).catch(() => undefined)
    close()
    assert.equal(await assistant.ended, 0)
    assert.match(await shownVersion(), /0\.2\.0/)
  })
  await check('a setup that is killed while it unpacks for an update leaves the version that works', () =>
    killedMidway('0.4.0', ['/beside']),
  )
  await check('so does one that a person started', () => killedMidway('0.4.0', []))
  await check('a version that never shows itself is taken back after two starts, and said so', async () => {
    const running = await startAssistant(windows, folder, [])
    await isReady('0.2.0')
    await update(running, '0.3.0')
    await until('it was started once', () => state()?.starts === 1)
    await endAll()
    const second = windows.start(join(folder, 'cert-assistant.exe'), ['--no-open'])
    await until('it was started twice', () => state()?.starts === 2)
    await endAll()
    await second.ended
    const third = await startAssistant(windows, folder, [])
    const { about, notices, tokens } = await third.where((one) => one.tokens.length > 0)
    assert.deepEqual([about.version, tokens.length], ['0.2.0', 1])
    assert.ok(notices.some(({ report }) => report?.code === 'update-taken-back'))
    await until('it is removed', () => !existsSync(version('0.3.0')))
    assert.equal(await third.quit(), 0)
  })
  await check('a file of the version before that somebody holds does not stop an update', async () => {
    const running = await startAssistant(windows, folder, [])
    await isReady('0.2.0')
    const holder = windows.start(tool('holds-file'), [windowsPath(version('0.2.0', 'LICENSE')), '600000'])
    await until('it is held', () => holder.printed().includes('held'))
    await update(running, '0.4.0')
    await isReady('0.4.0')
    holder.child.kill('SIGKILL')
    await holder.ended
    await endAll()
    const next = await startAssistant(windows, folder, [])
    // The authority inside ends with the product that has heard of it.
    const { about } = await next.where(({ connections }) => connections[issuerId]?.state === 'online')
    assert.equal(about.version, '0.4.0')
    await until('the version before is removed', () => !existsSync(version('0.2.0')))
    assert.equal(await next.quit(), 0)
  })
  await check('the uninstaller leaves nothing but the person’s data', async () => {
    assert.equal((await windows.run(join(folder, 'uninstall.exe'), ['/S'])).code, 0)
    const left = () => readdirSync(folder, { recursive: true }).slice(0, 20).join(', ')
    await until('the folder is gone', () => !existsSync(folder), left)
    assert.ok(existsSync(join(data, 'soft')))
    const { files, registry } = moreThan(before, tracesIn(windows))
    const kept = /\\AppData\\Roaming\\cert-assistant(\\|$)/
    assert.deepEqual(
      { files: files.filter((file) => !kept.test(file)), registry },
      { files: [], registry: [] },
    )
  })
  await feed.close()
}
