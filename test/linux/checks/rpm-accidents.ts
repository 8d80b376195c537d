import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startAssistant } from '../assistant.ts'
import { tellRpmOf } from '../debian-for-rpm.ts'
import { askRpm, rpmIn, startRpm } from '../package-tools.ts'
import type { Stage } from '../stage.ts'
import { changesOf, tracesIn } from '../traces.ts'

/** What goes wrong while rpm works, and what the administrator has changed. */
export const rpmAccidents = async ({ check, packages, open }: Stage): Promise<void> => {
  const system = open('bare')
  const [old, present] = [packages.old.rpm, packages.new.rpm]
  const tool = rpmIn(system, present.product.facts.name)
  const manifest = '/etc/chromium/native-messaging-hosts/cn.cert_assistant.relay.json'
  const starts = async (version: string): Promise<void> => {
    const started = await startAssistant(system, present.command)
    assert.equal(await started.version(), version)
    assert.equal(await started.quit(), 0)
  }

  await check('rpm: a system without its libraries refuses the package, and nothing is left', () => {
    const before = tracesIn(system)
    const { code, text } = askRpm(system, '--install', present.file)
    assert.notEqual(code, 0)
    assert.match(text, /libc\.so\.6\(GLIBC_\d[\d.]*\)\(64bit\) is needed by/)
    assert.deepEqual(changesOf(before, tracesIn(system)), [])
    tellRpmOf(system)
  })
  await check('rpm: a disk without room refuses the installation, and nothing is left', () => {
    system.run('mkdir', '-p', '/opt')
    system.disk('/opt', 60)
    const before = tracesIn(system)
    assert.throws(() => tool.install(present.file), /needs \d+[KMG]?B more space|No space left/)
    assert.deepEqual(changesOf(before, tracesIn(system)), [])
    system.disk('/opt', 600)
  })
  await check('rpm: one that was killed while it unpacked an update is put right', async () => {
    tool.install(old.file)
    const update = startRpm(system, '--upgrade', present.file)
    const ended = new Promise((resolve) => update.once('exit', resolve))
    const unpacks = () =>
      system.run('find', present.lib, '-maxdepth', '1', '-name', 'node;*').said.includes('node;')
    while (!unpacks() && update.exitCode === null) await pause(1)
    update.kill('SIGKILL')
    await ended
    assert.equal(update.signalCode, 'SIGKILL')
    askRpm(system, '--rebuilddb')
    const again = askRpm(system, '--upgrade', '--replacepkgs', present.file)
    assert.equal(again.code, 0, again.text)
    assert.equal(tool.verify(), '')
    assert.ok(!existsSync(system.at(join(present.lib, 'only-in-the-old.txt'))))
    assert.equal(system.run('find', '/opt', '/etc', '/usr', '-name', '*;*').said, '')
    await starts(present.version)
  })
  await check('rpm: an older version is not installed over a newer one', () => {
    assert.throws(() => tool.install(old.file), /is newer than|already installed/)
    assert.equal(tool.verify(), '')
  })
  await check(
    'rpm: what the administrator has changed in /etc stays in an update, and aside in a removal',
    () => {
      tool.remove()
      tool.install(old.file)
      appendFileSync(system.at(manifest), '\n')
      const changed = readFileSync(system.at(manifest), 'utf8')
      tool.install(present.file)
      assert.equal(readFileSync(system.at(manifest), 'utf8'), changed)
      tool.remove()
      assert.equal(readFileSync(system.at(`${manifest}.rpmsave`), 'utf8'), changed)
    },
  )
  await check('rpm: a second installation goes as the first', async () => {
    tool.install(present.file)
    assert.equal(tool.verify(), '')
    await starts(present.version)
  })
  system.end()
}
