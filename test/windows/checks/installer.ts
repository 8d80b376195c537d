import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { compileInstaller } from '../../../scripts/installer.mjs'
import { openSmallDisk } from '../../fault/disk/small-disk.ts'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { startAssistant } from '../assistant.ts'
import { folderOfPictures, openPictures } from '../pictures.ts'
import type { Stage } from '../stage.ts'
import { moreThan, tracesIn } from '../traces.ts'
import { linesOf, windowsPath } from '../wine.ts'

const key = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\cn.cert-assistant.desktop'

const signedFiles = join(import.meta.dirname, '..', '..', 'data', 'signed-files')

/** The product of one version in a folder; the data is linked, because it is the same. */
export const versionOf = (program: string, to: string, version: string): string => {
  execFileSync('cp', ['-al', program, to])
  const file = join(to, 'package.json')
  const own = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  writeFileSync(file, JSON.stringify({ ...own, version }))
  return to
}

/** Installation, update and removal, each on a Windows that is looked at before and after. */
export const installer = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const setup = { old: place('证书助手 0.1.exe'), new: place('证书助手 0.2.exe') }
  const folder = join(windows.user, 'AppData', 'Local', 'Programs', 'CertAssistant')
  const versionIn = (root: string, version: string, ...path: readonly string[]) =>
    join(root, 'versions', version, ...path)
  const desktop = join(windows.user, 'Desktop', '启动证书助手_标准版.lnk')
  const data = join(windows.user, 'AppData', 'Roaming', 'cert-assistant')
  const install = (which: string, ...args: readonly string[]) =>
    windows.run(which, ['/S', ...args], { milliseconds: 300_000 })
  const value = async (root: string, name: string): Promise<string | null> => {
    const { stdout } = await windows.run('reg', ['query', `${root}\\${key}`, '/v', name])
    const line = linesOf(stdout).find((one) => one.includes('REG_'))
    return line === undefined ? null : (line.split(/REG_\w+/)[1] ?? '').trim()
  }
  const gone = async (path: string) => {
    const end = performance.now() + 60_000
    while (existsSync(path)) {
      if (performance.now() > end) throw new Error(`${path} is still there`)
      await pause(200)
    }
  }
  const uninstall = async (from: string) => {
    const answer = await windows.run(join(from, 'uninstall.exe'), ['/S'])
    await gone(join(from, 'uninstall.exe'))
    return answer
  }

  await check('installers of two versions are compiled without a warning', () => {
    const old = versionOf(program, place('old'), '0.1.0')
    writeFileSync(join(old, 'only-in-0.1.txt'), 'x')
    const common = { stub: 'amd64-unicode', quick: true }
    assert.equal(compileInstaller({ ...common, payload: old, version: '0.1.0', out: setup.old }), null)
    const next = versionOf(program, place('new'), '0.2.0')
    assert.equal(compileInstaller({ ...common, payload: next, version: '0.2.0', out: setup.new }), null)
  })
  const before = tracesIn(windows)
  await check('the installer installs silently for this user', async () => {
    assert.equal((await install(setup.old, '/currentuser')).code, 0)
    assert.ok(existsSync(versionIn(folder, '0.1.0', 'out', 'main', 'web.js')))
    assert.deepEqual(
      [await value('HKCU', 'DisplayName'), await value('HKCU', 'DisplayVersion')],
      ['证书助手', '0.1.0'],
    )
    assert.equal(await value('HKLM', 'DisplayVersion'), null)
  })
  await check(
    'the desktop has 启动证书助手_标准版, and the start menu has the product and its removal',
    () => {
      assert.ok(existsSync(desktop))
      const menu = join(
        windows.user,
        'AppData',
        'Roaming',
        'Microsoft',
        'Windows',
        'Start Menu',
        'Programs',
        '证书助手',
      )
      for (const name of ['证书助手.lnk', '卸载证书助手.lnk']) assert.ok(existsSync(join(menu, name)), name)
    },
  )
  let assistant: Awaited<ReturnType<typeof startAssistant>> | undefined
  let sha1: readonly string[] = []
  await check('what was installed starts, and a certificate is issued with it', async () => {
    assistant = await startAssistant(windows, folder, [])
    await logIn(assistant)
    await assistant.client.issuance.start({ issuerId, target: { kind: 'soft' }, pin: typed('824637') })
    await assistant.where(({ transactions }) => transactions.some(({ state }) => state === 'done'))
    await assistant.client.settings.change({ autostart: true })
    await assistant.client.loopbackTrust.trust()
    await assistant.client.webSigning.switchAll({ on: true })
    await assistant.client.webSigning.switchCarrier({ carrier: 'extension', on: true })
    const { stdout } = await windows.run(tool('lists-store'), ['My'])
    sha1 = linesOf(stdout).filter((line) => line !== '')
    assert.equal(sha1.length, 1)
  })
  await check('it has no complaint about its own files', async () => {
    const { notices } = (await assistant?.snapshot()) ?? { notices: [] }
    assert.deepEqual(
      notices.filter(({ id }) => /install|program|files/.test(id)),
      [],
    )
  })
  await check('its console program judges a file, and is what browsers start', async () => {
    const file = place('合同 一.ofd')
    copyFileSync(join(signedFiles, 'ofd-faulty', 'neg_content_changed.ofd'), file)
    const program = join(folder, 'cert-assistant-console.exe')
    const { code, stdout } = await windows.run(program, ['verify', windowsPath(file), '--json'])
    assert.deepEqual([code, JSON.parse(stdout).files[0].outcome], [1, 'invalid'])
    const starter = readFileSync(join(data, 'browser-extension', 'host.bat'), 'utf8')
    assert.match(starter, /CertAssistant\\cert-assistant-console\.exe" "native-messaging" "--home"/)
  })
  await check('an update asks the running one to end, and takes its place', async () => {
    assert.equal((await install(setup.new, '/currentuser')).code, 0)
    assert.equal(await assistant?.ended, 0)
    assert.equal(await value('HKCU', 'DisplayVersion'), '0.2.0')
    assert.ok(existsSync(versionIn(folder, '0.2.0', 'node.exe')))
    assert.ok(!existsSync(versionIn(folder, '0.2.0', 'only-in-0.1.txt')))
  })
  await check('the update has kept the person’s data, start with the session and trust', async () => {
    const again = await startAssistant(windows, folder, [])
    const { settings, tokens, about } = await again.where(({ tokens: all }) => all.length > 0)
    assert.deepEqual([settings.autostart, tokens.length, about.version], [true, 1, '0.2.0'])
    const { state } = await again.client.loopbackTrust.finding()
    assert.equal(state, 'trusted')
    // The older version goes once the new one works, and the start with the session names what stays.
    await gone(versionIn(folder, '0.1.0'))
    const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'
    const { stdout } = await windows.run('reg', ['query', run, '/v', 'cn.cert-assistant.desktop'])
    assert.match(stdout, /CertAssistant\\cert-assistant\.exe/)
    assert.equal(await again.quit(), 0)
  })
  await check('an older version is refused with code 6, and nothing changes', async () => {
    assert.equal((await install(setup.old, '/currentuser')).code, 6)
    assert.equal(await value('HKCU', 'DisplayVersion'), '0.2.0')
  })
  await check('what runs and does not end is refused with code 5, and nothing changes', async () => {
    const holder = windows.start(tool('holds-file'), [
      windowsPath(versionIn(folder, '0.2.0', 'node.exe')),
      '30000',
    ])
    while (!holder.printed().includes('held')) await pause(20)
    assert.equal((await install(setup.new, '/currentuser')).code, 5)
    holder.child.kill('SIGKILL')
    await holder.ended
    assert.ok(existsSync(versionIn(folder, '0.2.0', 'out', 'main', 'web.js')))
  })
  await check('the uninstaller leaves a file that the person has put beside the program', async () => {
    writeFileSync(join(folder, '我的.txt'), 'x')
    assert.equal((await uninstall(folder)).code, 0)
    assert.ok(existsSync(join(folder, '我的.txt')))
    rmSync(folder, { recursive: true })
    // The uninstaller takes it away only when it is empty.
    rmdirSync(join(folder, '..'))
  })
  await check('the certificates are out of the stores of this user', async () => {
    const { stdout } = await windows.run(tool('lists-store'), ['My'])
    assert.deepEqual(
      linesOf(stdout).filter((line) => sha1.includes(line)),
      [],
    )
  })
  await check('the soft certificate and the data are untouched', () => {
    assert.ok(existsSync(join(data, 'soft')))
    assert.ok(existsSync(join(data, 'settings.json')))
  })
  await check('no file and no value of the registry is left but the person’s data', () => {
    const more = moreThan(before, tracesIn(windows))
    const kept = /\\AppData\\Roaming\\cert-assistant(\\|$)/
    assert.deepEqual(
      { ...more, files: more.files.filter((file) => !kept.test(file)) },
      { files: [], registry: [] },
    )
  })
  await check('for all users it goes into Program Files, and comes out again', async () => {
    assert.equal((await install(setup.new, '/allusers')).code, 0)
    const shared = join(windows.folder, 'prefix', 'drive_c', 'Program Files', 'CertAssistant')
    assert.ok(existsSync(versionIn(shared, '0.2.0', 'node.exe')))
    assert.equal(await value('HKLM', 'DisplayVersion'), '0.2.0')
    assert.equal((await install(setup.new, '/currentuser')).code, 4)
    await uninstall(shared)
    await gone(shared)
    assert.equal(await value('HKLM', 'DisplayVersion'), null)
  })
  // A space would make wine put the switch into quotation marks, which NSIS does not take.
  await check('/D= chooses the folder, with Chinese in its name', async () => {
    const chosen = join(windows.folder, 'prefix', 'drive_c', '我的程序', '证书助手')
    assert.equal((await install(setup.new, '/currentuser', '/D=C:\\我的程序\\证书助手')).code, 0)
    const started = await startAssistant(windows, chosen, ['--hidden'])
    await started.quit()
    await uninstall(chosen)
    await gone(chosen)
  })
  await check('a folder that cannot be written is refused with code 7, and nothing is left', async () => {
    assert.equal((await install(setup.new, '/currentuser', '/D=Z:\\proc\\CertAssistant')).code, 7)
    assert.equal(await value('HKCU', 'DisplayVersion'), null)
    assert.ok(!existsSync(desktop))
  })
  await check('a disk without room is refused with code 7 before anything is written', async () => {
    const disk = openSmallDisk()
    try {
      const to = join(disk.folder, 'CertAssistant')
      assert.equal((await install(setup.new, '/currentuser', `/D=${windowsPath(to)}`)).code, 7)
      assert.ok(!existsSync(versionIn(to, '0.2.0', 'node.exe')))
    } finally {
      disk.close()
    }
  })
  await check('the four numbered prompts come one after another', async () => {
    mkdirSync(folderOfPictures, { recursive: true })
    const showsWindow = openPictures(windows.display)
    const started = windows.start(setup.new, ['/currentuser'])
    for (const step of [1, 2, 3, 4]) await showsWindow(`step-${step}`, { thenPress: 'Return' })
    assert.equal(await started.ended, 0)
    await uninstall(folder)
  })
  await check('they speak English on an English Windows', async () => {
    const showsWindow = openPictures(windows.display, 'Certificate Assistant')
    const started = windows.start(setup.new, ['/currentuser'], { env: { LC_ALL: 'C.UTF-8' } })
    for (const step of [1, 2, 3, 4]) await showsWindow(`english-${step}`, { thenPress: 'Return' })
    assert.equal(await started.ended, 0)
    await uninstall(folder)
  })
  await check('an administrator chooses the folder between the first prompt and the second', async () => {
    const showsWindow = openPictures(windows.display)
    const started = windows.start(setup.new, ['/allusers'])
    await showsWindow('administrator-1', { thenPress: 'Return' })
    await showsWindow('administrator-folder', { thenPress: 'Return', kind: 'page' })
    for (const step of [2, 3, 4]) await showsWindow(`administrator-${step}`, { thenPress: 'Return' })
    assert.equal(await started.ended, 0)
    await uninstall(join(windows.folder, 'prefix', 'drive_c', 'Program Files', 'CertAssistant'))
  })
}
