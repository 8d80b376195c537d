import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flavours } from '../../../scripts/linux/deb.ts'
import { entryOf } from '../../../scripts/linux/product.ts'
import { ask } from '../../../scripts/process.mjs'
import { builtPackage } from '../packages.ts'
import type { Stage } from '../stage.ts'

const allowed: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'lintian.json'), 'utf8'),
)

/** What Debian's own programs say of the packages, and of what they bring for a desktop. */
export const judges = async ({ check, packages, open }: Stage): Promise<void> => {
  for (const kind of ['enterprise', 'rpm'] as const)
    await check(`${kind}: the same product gives the same bytes`, () => {
      const { file, product } = packages.new[kind]
      const folder = mkdtempSync(join(tmpdir(), 'again-'))
      assert.ok(readFileSync(builtPackage(product, kind, folder).file).equals(readFileSync(file)))
      rmSync(folder, { recursive: true })
    })
  const found = new Set<string>()
  for (const flavour of flavours)
    await check(`${flavour}: lintian finds no error that we do not give a reason for`, () => {
      const { text } = ask('lintian', ['--allow-root', '--fail-on', 'error', packages.new[flavour].file])
      const errors = text.split('\n').filter((line) => line.startsWith('E: '))
      const tag = (line: string): string => line.split(': ')[2]?.split(' ')[0] ?? line
      for (const line of errors) found.add(tag(line))
      assert.match(text, /^[WE]: /m)
      const others = Map.groupBy(
        errors.filter((line) => !(tag(line) in allowed)),
        tag,
      )
      assert.deepEqual(
        [...others.values()].map(([first]) => first),
        [],
      )
    })
  await check('no reason is kept for an error that lintian does not find', () => {
    assert.deepEqual([...found].sort(), Object.keys(allowed).sort())
  })
  const system = open('desktop')
  const { product, file } = packages.new.enterprise
  const { appId, name } = product.facts
  await check('enterprise: it is installed where a desktop’s programs are', () => {
    system.take(file, '/tmp/package.deb')
    system.dpkg('-i', '/tmp/package.deb')
  })
  await check('desktop-file-validate finds nothing in the entry, and the menu gets it', () => {
    const { code, text } = ask('desktop-file-validate', [system.at(entryOf(product))])
    assert.deepEqual([code, text], [0, ''])
    assert.equal(system.run('test', '-e', `/usr/share/applications/${appId}.desktop`).code, 0)
  })
  await check('appstreamcli accepts the description for software centres', () => {
    const { code, text } = ask('appstreamcli', [
      ...['validate', '--no-net', system.at(`/usr/share/metainfo/${appId}.metainfo.xml`)],
    ])
    assert.equal(code, 0, text)
    assert.doesNotMatch(text, /^[EW]: /m)
  })
  await check('udev reads the rule for Ukeys without complaint', () => {
    const rule = `70-${name}.rules`
    system.run('mount', '-t', 'sysfs', 'sysfs', '/sys')
    const read = () => system.run('udevadm', 'test', '/sys/devices/virtual/mem/null').said
    const lines = (said: string) => said.split('\n').filter((line) => line.includes(rule))
    const said = lines(read())
    system.run('sh', '-c', `echo 'ATTRX{a}=="b"' >> /usr/lib/udev/rules.d/${rule}`)
    const broken = lines(read())
    system.run('umount', '/sys')
    assert.match(said.join('\n'), /Reading rules file/)
    assert.equal(said.length, 1, said.join('\n'))
    assert.notEqual(broken.length, 1)
  })
  await check('the programs that browsers start answer in their protocol', () => {
    const manifest = JSON.parse(
      readFileSync(system.at('/etc/chromium/native-messaging-hosts/cn.cert_assistant.relay.json'), 'utf8'),
    )
    const { code, said } = system.runAs('person', 'sh', '-c', `timeout 60 ${manifest.path} </dev/null`)
    assert.equal(code, 0, said)
    assert.match(said, /asleep/)
  })
  system.end()
}
