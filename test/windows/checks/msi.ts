import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { compileInstaller } from '../../../scripts/installer.mjs'
import { wrapInstaller } from '../../../scripts/windows-msi.mjs'
import { startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { moreThan, tracesIn } from '../traces.ts'
import { linesOf, windowsPath } from '../wine.ts'
import { versionOf } from './installer.ts'

const key = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\cn.cert-assistant.desktop'
const { upgradeCode } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../installer/windows/msi.json'), 'utf8'),
)

/** The places in which Windows Installer keeps what it knows; each is empty when it knows nothing. */
const ownOfInstaller =
  /^prefix\\drive_c\\windows\\Installer$|\\Installer(\\\\UserData\\\\S-1-5-18)?\\\\(Components|Features|Products|UpgradeCodes)$/

/** The package for group policy, as msiexec takes it without a word. */
export const msi = async ({ check, windows, program, place, tool }: Stage): Promise<void> => {
  const packages = { old: place('old.msi'), new: place('new.msi') }
  const folder = join(windows.folder, 'prefix', 'drive_c', 'Program Files', 'CertAssistant')
  const msiexec = async (how: '/i' | '/x', which: string) =>
    (await windows.run('msiexec', [how, windowsPath(which), '/qn'], { milliseconds: 300_000 })).code
  const version = async (): Promise<string | null> => {
    const { stdout } = await windows.run('reg', ['query', key, '/v', 'DisplayVersion'])
    return (
      linesOf(stdout)
        .find((line) => line.includes('REG_SZ'))
        ?.split('REG_SZ')[1]
        ?.trim() ?? null
    )
  }
  const property = (which: string, name: string): string | undefined =>
    execFileSync('msiinfo', ['export', which, 'Property'], { encoding: 'utf8' })
      .split(/\r?\n/)
      .find((line) => line.startsWith(`${name}\t`))
      ?.split('\t')[1]

  await check('packages of two versions are made', () => {
    for (const [which, number] of [
      ['old', '0.1.0'],
      ['new', '0.2.0'],
    ] as const) {
      const payload = versionOf(program, place(which), number)
      const installer = place(`${which}.exe`)
      const common = { stub: 'amd64-unicode', quick: true, payload, version: number }
      assert.equal(compileInstaller({ ...common, out: installer }), null)
      assert.equal(wrapInstaller({ installer, version: number, out: packages[which], seconds: 0 }), null)
    }
  })
  await check('they are two products of one line, for the whole computer', () => {
    const [one, other] = [packages.old, packages.new].map((which) => ({
      line: property(which, 'UpgradeCode'),
      product: property(which, 'ProductCode'),
      all: property(which, 'ALLUSERS'),
    }))
    assert.deepEqual([one?.line, one?.all], [`{${upgradeCode}}`, '1'])
    assert.deepEqual([other?.line, other?.all], [`{${upgradeCode}}`, '1'])
    assert.notEqual(one?.product, other?.product)
  })
  const before = tracesIn(windows)
  await check('it installs for everybody without a word', async () => {
    assert.equal(await msiexec('/i', packages.old), 0)
    assert.ok(existsSync(join(folder, 'versions', '0.1.0', 'out', 'main', 'web.js')))
    assert.equal(await version(), '0.1.0')
  })
  await check('what it installed starts', async () => {
    const home = place('data')
    const assistant = await startAssistant(windows, folder, ['--home', windowsPath(home)])
    assert.equal((await assistant.snapshot()).about.version, '0.1.0')
    assert.equal(await assistant.quit(), 0)
  })
  await check('the package of a newer version takes its place', async () => {
    assert.equal(await msiexec('/i', packages.new), 0)
    assert.equal(await version(), '0.2.0')
  })
  await check('that of an older version is refused, and nothing changes', async () => {
    assert.notEqual(await msiexec('/i', packages.old), 0)
    assert.equal(await version(), '0.2.0')
    assert.ok(existsSync(join(folder, 'versions', '0.2.0', 'node.exe')))
  })
  await check('a removal that cannot end what runs fails, and the product stays', async () => {
    const holder = windows.start(tool('holds-file'), [
      windowsPath(join(folder, 'versions', '0.2.0', 'node.exe')),
      '60000',
    ])
    while (!holder.printed().includes('held') && holder.child.exitCode === null) await pause(20)
    assert.notEqual(await msiexec('/x', packages.new), 0)
    holder.child.kill('SIGKILL')
    await holder.ended
    assert.equal(await version(), '0.2.0')
  })
  await check('it is removed without a word', async () => {
    assert.equal(await msiexec('/x', packages.new), 0)
    assert.ok(!existsSync(folder))
    assert.equal(await version(), null)
  })
  await check('no file and no value of the registry is left but empty places of Windows Installer', () => {
    const { files, registry } = moreThan(before, tracesIn(windows))
    assert.deepEqual(
      [...files, ...registry].filter((trace) => !ownOfInstaller.test(trace)),
      [],
    )
  })
}
