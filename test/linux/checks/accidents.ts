import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { packageName } from '../../../scripts/linux/control.ts'
import { startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { changesOf, tracesIn } from '../traces.ts'

/** What goes wrong while dpkg works, and what the product has to do without. */
export const accidents = async ({ check, packages, open }: Stage): Promise<void> => {
  const system = open('bare')
  const [old, present] = [packages.old.enterprise, packages.new.enterprise]
  const name = packageName(present.product, 'enterprise')
  system.take(old.file, '/tmp/old.deb')
  system.take(present.file, '/tmp/new.deb')
  system.take(packages.new.store.file, '/tmp/store.deb')
  const refused = (file: string): void => {
    assert.notEqual(system.run('dpkg', '--force-unsafe-io', '-i', file).code, 0)
  }
  const whole = (): void => {
    assert.equal(system.run('dpkg', '--audit').said, '')
    assert.equal(system.run('dpkg', '--verify', name).said, '')
  }

  await check('a disk without room refuses the installation, and nothing is left', () => {
    system.run('mkdir', '-p', '/opt/apps')
    system.disk('/opt/apps', 60)
    const before = tracesIn(system)
    refused('/tmp/new.deb')
    assert.deepEqual(changesOf(before, tracesIn(system)), [])
  })
  await check('with room it is installed after all', () => {
    system.disk('/opt/apps', 230)
    system.dpkg('-i', '/tmp/old.deb')
    whole()
  })
  await check('a disk without room for an update leaves the old version, and it starts', async () => {
    refused('/tmp/new.deb')
    assert.equal(system.run('dpkg', '--verify', name).said, '')
    assert.ok(existsSync(system.at(join(old.lib, 'only-in-the-old.txt'))))
    const started = await startAssistant(system, old.command)
    assert.equal(await started.version(), old.version)
    assert.equal(await started.quit(), 0)
  })
  await check('a dpkg that was killed while it unpacked an update is put right', async () => {
    system.disk('/opt/apps', 600)
    const dpkg = system.start('root', 'dpkg', '-i', '/tmp/new.deb')
    const ended = new Promise((resolve) => dpkg.once('exit', resolve))
    const unpacks = () => existsSync(system.at(join(present.lib, 'node.dpkg-new')))
    while (!unpacks() && dpkg.exitCode === null) await pause(1)
    dpkg.kill('SIGKILL')
    await ended
    assert.equal(dpkg.signalCode, 'SIGKILL')
    assert.notEqual(system.run('dpkg', '--audit').said, '')
    system.run('dpkg', '--configure', '-a')
    system.dpkg('-i', '/tmp/new.deb')
    whole()
    const left = system.run('find', '/opt/apps', '-name', '*.dpkg-*').said
    assert.equal(left, '')
    const started = await startAssistant(system, present.command)
    assert.equal(await started.version(), present.version)
    assert.equal(await started.quit(), 0)
  })
  await check('it starts where nobody may make a user namespace', async () => {
    // The kernel refuses them in every chroot (user_namespaces(7), "EPERM").
    assert.notEqual(system.runAs('person', 'unshare', '--user', 'true').code, 0)
    const started = await startAssistant(system, present.command)
    assert.equal(await started.version(), present.version)
    assert.equal(await started.quit(), 0)
  })
  await check('a second purge and a second installation go as the first', () => {
    for (const _ of [1, 2]) {
      system.dpkg('--purge', name)
      system.dpkg('-i', '/tmp/new.deb')
      whole()
    }
  })
  await check('one flavour takes the place of the other, and nothing of it stays', () => {
    const store = packageName(present.product, 'store')
    system.dpkg('-i', '/tmp/store.deb')
    assert.match(system.run('dpkg-query', '-s', name).said, /^Status: \w+ ok config-files$/m)
    assert.equal(system.run('dpkg', '--verify', store).said, '')
    assert.ok(!existsSync(system.at('/usr/lib/udev/rules.d/70-cert-assistant.rules')))
    system.dpkg('-i', '/tmp/new.deb')
    assert.notEqual(system.run('dpkg-query', '-s', store).code, 0)
    whole()
  })
  system.end()
}
