import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageName } from '../../../scripts/linux/control.ts'
import type { Flavour } from '../../../scripts/linux/deb.ts'
import { type Assistant, startAssistant, windowOf } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { person } from '../system.ts'
import { changesOf, tracesIn } from '../traces.ts'

const data = `/home/${person}/.local/share/cert-assistant`
const autostart = `/home/${person}/.config/autostart/cert-assistant.desktop`
const isPersons = (path: string): boolean => path.startsWith(`/home/${person}/`)
/** No package owns these, so dpkg takes them away when the last thing in them is gone. */
const unowned = ['gone: /opt', 'gone: /etc/opt']
const isExpected = (path: string): boolean => isPersons(path) || unowned.includes(path)

/** Installation, start, upgrade, removal and purge of one flavour, each on a file system that is looked at. */
export const lifecycle =
  (flavour: Flavour) =>
  async ({ check, debs, open }: Stage): Promise<void> => {
    const system = open('bare')
    const [old, present] = [debs.old[flavour], debs.new[flavour]]
    const name = packageName(present.product, flavour)
    const inApplication = (path: string): boolean =>
      path.startsWith(`/opt/apps/${present.product.facts.appId}`) || path === '/opt/apps'
    const install = (file: string): string => {
      const to = '/tmp/package.deb'
      system.run('rm', '-f', to)
      system.take(file, to)
      const said = system.dpkg('-i', to)
      system.run('rm', '-f', to)
      return said
    }
    const before = tracesIn(system)
    let assistant: Assistant | undefined

    await check(`${flavour}: an older version is installed, on a system without systemd`, () => {
      assert.ok(!existsSync(system.at('/run/systemd')))
      install(old.file)
      assert.equal(system.run('dpkg', '--verify', name).said, '')
    })
    await check(`${flavour}: every library that a binary asks for is there`, () => {
      const found = system.run('find', old.lib, '-name', '*.node', '-o', '-name', 'node', '-type', 'f')
      const binaries = found.said.split('\n')
      assert.ok(binaries.length >= 4, found.said)
      assert.doesNotMatch(system.run('ldd', ...binaries).said, /not found/)
    })
    if (flavour === 'store')
      await check('store: nothing is outside the folder of the application', () => {
        const outside = changesOf(before, tracesIn(system)).filter((path) => !inApplication(path))
        assert.deepEqual(outside, [])
      })
    await check(`${flavour}: an ordinary person starts it and ends it`, async () => {
      const started = await startAssistant(system, old.command)
      assert.equal(await started.version(), old.version)
      await started.client.settings.change({ autostart: true })
      assert.equal(await started.quit(), 0)
      assert.ok(existsSync(system.at(join(data, 'settings.json'))))
      assert.ok(existsSync(system.at(autostart)))
    })
    await check(`${flavour}: a person cannot write where the program lies`, () => {
      const answer = system.runAs('person', 'find', '/opt/apps', '-writable', '-not', '-type', 'l')
      assert.equal(answer.said, '')
    })
    let persons = tracesIn(system, `/home/${person}`)
    await check(`${flavour}: it is updated while it runs`, async () => {
      assistant = await startAssistant(system, old.command)
      install(present.file)
      if (flavour === 'enterprise') {
        assert.equal(await assistant.ended, 0)
        assistant.close()
      } else {
        assert.equal(await assistant.version(), old.version)
        assert.equal(await assistant.quit(), 0)
      }
      assert.equal(system.run('dpkg', '--verify', name).said, '')
      assert.ok(!existsSync(system.at(join(old.lib, 'only-in-the-old.txt'))))
    })
    await check(`${flavour}: the new version starts with the data of the old one`, async () => {
      assistant = await startAssistant(system, present.command)
      assert.equal(await assistant.version(), present.version)
      const { settings } = await assistant.snapshot()
      assert.equal(settings.autostart, true)
      await assistant.quit()
      persons = tracesIn(system, `/home/${person}`)
    })
    await check(`${flavour}: it is removed while it runs`, async () => {
      const started = await windowOf(system.start('person', present.command, '--no-open'))
      system.dpkg('--remove', name)
      if (flavour === 'enterprise') {
        assert.equal(await started.ended, 0)
        started.close()
      } else assert.equal(await started.quit(), 0)
      assert.ok(!existsSync(system.at(present.lib)))
    })
    await check(`${flavour}: after removal only the administrator’s files are left`, () => {
      const left = changesOf(before, tracesIn(system)).filter((path) => !isExpected(path))
      const manifests = left.filter((path) => path.endsWith('.json'))
      assert.equal(manifests.length, flavour === 'enterprise' ? 3 : 0, left.join('\n'))
      assert.deepEqual(
        left.filter((path) => !manifests.some((one) => one === path || one.startsWith(`${path}/`))),
        [],
      )
    })
    await check(`${flavour}: after the purge only the person’s data is left, and all of it`, () => {
      system.dpkg('--purge', name)
      assert.deepEqual(
        changesOf(before, tracesIn(system)).filter((path) => !isExpected(path)),
        [],
      )
      const gone = changesOf(persons, tracesIn(system, `/home/${person}`)).filter((one) =>
        one.startsWith('gone'),
      )
      assert.deepEqual(gone, [])
      assert.equal(system.run('dpkg-query', '--show', name).code, 1)
    })
    system.end()
  }
