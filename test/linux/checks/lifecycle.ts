import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageName } from '../../../scripts/linux/control.ts'
import { type Assistant, startAssistant, windowOf } from '../assistant.ts'
import { tellRpmOf } from '../debian-for-rpm.ts'
import { dpkgIn, rpmIn } from '../package-tools.ts'
import type { Kind } from '../packages.ts'
import type { Stage } from '../stage.ts'
import { person } from '../system.ts'
import { changesOf, tracesIn } from '../traces.ts'

const data = `/home/${person}/.local/share/cert-assistant`
const autostart = `/home/${person}/.config/autostart/cert-assistant.desktop`
const isPersons = (path: string): boolean => path.startsWith(`/home/${person}/`)
/** No deb owns these, so dpkg takes them away when the last thing in them is gone. */
const unowned = ['gone: /opt', 'gone: /etc/opt']
const isExpected = (path: string): boolean => isPersons(path) || unowned.includes(path)

/** Installation, start, upgrade, removal and purge of one kind of package, each on a file system that is looked at. */
export const lifecycle =
  (kind: Kind) =>
  async ({ check, packages, open }: Stage): Promise<void> => {
    const system = open('bare')
    const [old, present] = [packages.old[kind], packages.new[kind]]
    const name = packageName(present.product, kind === 'store' ? 'store' : 'enterprise')
    const tool = kind === 'rpm' ? rpmIn(system, name) : dpkgIn(system, name)
    /** Without scripts nobody asks a running product to end. */
    const hasScripts = kind !== 'store'
    const inApplication = (path: string): boolean =>
      path.startsWith(`/opt/apps/${present.product.facts.appId}`) || path === '/opt/apps'
    if (kind === 'rpm') tellRpmOf(system)
    const before = tracesIn(system)
    let assistant: Assistant | undefined

    await check(`${kind}: an older version is installed, on a system without systemd`, () => {
      assert.ok(!existsSync(system.at('/run/systemd')))
      tool.install(old.file)
      assert.equal(tool.verify(), '')
    })
    await check(`${kind}: every library that a binary asks for is there`, () => {
      const found = system.run('find', old.lib, '-name', '*.node', '-o', '-name', 'node', '-type', 'f')
      const binaries = found.said.split('\n')
      assert.ok(binaries.length >= 4, found.said)
      assert.doesNotMatch(system.run('ldd', ...binaries).said, /not found/)
    })
    if (kind === 'store')
      await check('store: nothing is outside the folder of the application', () => {
        const outside = changesOf(before, tracesIn(system)).filter((path) => !inApplication(path))
        assert.deepEqual(outside, [])
      })
    await check(`${kind}: an ordinary person starts it and ends it`, async () => {
      const started = await startAssistant(system, old.command)
      assert.equal(await started.version(), old.version)
      await started.client.settings.change({ autostart: true })
      assert.equal(await started.quit(), 0)
      assert.ok(existsSync(system.at(join(data, 'settings.json'))))
      assert.ok(existsSync(system.at(autostart)))
    })
    await check(`${kind}: a person cannot write where the program lies`, () => {
      const answer = system.runAs('person', 'find', '/opt/apps', '-writable', '-not', '-type', 'l')
      assert.equal(answer.said, '')
    })
    let persons = tracesIn(system, `/home/${person}`)
    await check(`${kind}: it is updated while it runs`, async () => {
      assistant = await startAssistant(system, old.command)
      tool.install(present.file)
      if (hasScripts) {
        assert.equal(await assistant.ended, 0)
        assistant.close()
      } else {
        assert.equal(await assistant.version(), old.version)
        assert.equal(await assistant.quit(), 0)
      }
      assert.equal(tool.verify(), '')
      assert.ok(!existsSync(system.at(join(old.lib, 'only-in-the-old.txt'))))
    })
    await check(`${kind}: the new version starts with the data of the old one`, async () => {
      assistant = await startAssistant(system, present.command)
      assert.equal(await assistant.version(), present.version)
      const { settings } = await assistant.snapshot()
      assert.equal(settings.autostart, true)
      await assistant.quit()
      persons = tracesIn(system, `/home/${person}`)
    })
    await check(`${kind}: it is removed while it runs`, async () => {
      const started = await windowOf(system.start('person', present.command, '--no-open'))
      tool.remove()
      if (hasScripts) {
        assert.equal(await started.ended, 0)
        started.close()
      } else assert.equal(await started.quit(), 0)
      assert.ok(!existsSync(system.at(present.lib)))
    })
    await check(`${kind}: after removal at most the administrator’s files are left`, () => {
      const left = changesOf(before, tracesIn(system)).filter((path) => !isExpected(path))
      const manifests = left.filter((path) => path.endsWith('.json'))
      assert.equal(manifests.length, kind === 'enterprise' ? 3 : 0, left.join('\n'))
      assert.deepEqual(
        left.filter((path) => !manifests.some((one) => one === path || one.startsWith(`${path}/`))),
        [],
      )
    })
    await check(`${kind}: after the purge only the person’s data is left, and all of it`, () => {
      tool.purge()
      assert.deepEqual(
        changesOf(before, tracesIn(system)).filter((path) => !isExpected(path)),
        [],
      )
      const gone = changesOf(persons, tracesIn(system, `/home/${person}`)).filter((one) =>
        one.startsWith('gone'),
      )
      assert.deepEqual(gone, [])
      assert.equal(tool.isInstalled(), false)
    })
    system.end()
  }
