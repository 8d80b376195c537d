import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flavours } from '../../../scripts/linux/deb.ts'
import { elvesBelow } from '../../../scripts/linux/payload.ts'
import { entryOf } from '../../../scripts/linux/product.ts'
import { ask } from '../../../scripts/process.mjs'
import { builtPackage, type Kind } from '../packages.ts'
import type { Stage } from '../stage.ts'

/** A program that judges packages, and the errors that we give a reason for. */
type Judge = {
  readonly name: string
  readonly kinds: readonly Kind[]
  readonly allowed: Readonly<Record<string, string>>
  /** The names of the errors in a package, each once. */
  errorsOf(file: string): readonly string[]
}

const reasonsIn = (name: string): Judge['allowed'] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'))

const namesIn = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name)),
]

const lintian: Judge = {
  ...{ name: 'lintian', kinds: flavours, allowed: reasonsIn('lintian.json') },
  errorsOf: (file) => {
    const { text } = ask('lintian', ['--allow-root', '--fail-on', 'error', file])
    assert.match(text, /^[WE]: /m)
    return namesIn(text, /^E: [^:]+: (\S+)/gm)
  },
}

const rpmlint: Judge = {
  ...{ name: 'rpmlint', kinds: ['rpm'], allowed: reasonsIn('rpmlint.json') },
  errorsOf: (file) => {
    const { text } = ask('rpmlint', [file])
    assert.match(text, /1 packages and 0 specfiles checked/)
    return namesIn(text, /: E: (\S+)/g)
  },
}

/** What Debian's and rpm's own programs say of the packages, and of what they bring for a desktop. */
export const judges = async ({ check, packages, open }: Stage): Promise<void> => {
  for (const kind of ['enterprise', 'rpm'] as const)
    await check(`${kind}: the same product gives the same bytes`, () => {
      const { file, product } = packages.new[kind]
      const folder = mkdtempSync(join(tmpdir(), 'again-'))
      assert.ok(readFileSync(builtPackage(product, kind, folder).file).equals(readFileSync(file)))
      rmSync(folder, { recursive: true })
    })
  for (const judge of [lintian, rpmlint]) {
    const found = new Set<string>()
    for (const kind of judge.kinds)
      await check(`${kind}: ${judge.name} finds no error that we do not give a reason for`, () => {
        const tags = judge.errorsOf(packages.new[kind].file)
        for (const tag of tags) found.add(tag)
        assert.deepEqual(
          tags.filter((tag) => !(tag in judge.allowed)),
          [],
        )
      })
    await check(`no reason is kept for an error that ${judge.name} does not find`, () => {
      assert.deepEqual([...found].sort(), Object.keys(judge.allowed).sort())
    })
  }
  await check('rpm: it asks for what rpm itself finds in its binaries, and for nothing of its own', () => {
    const { file, product } = packages.new.rpm
    const folder = mkdtempSync(join(tmpdir(), 'binaries-'))
    // rpm reads programs only, and the modules of Node are none.
    const binaries = elvesBelow(product.payload).map((from, at) => {
      const to = join(folder, String(at))
      copyFileSync(from, to)
      chmodSync(to, 0o755)
      return to
    })
    const found = execFileSync('/usr/lib/rpm/rpmdeps', ['--requires'], {
      encoding: 'utf8',
      input: binaries.join('\n'),
    })
    rmSync(folder, { recursive: true })
    // elfdeps says of a library that it has the newer table of hashes, which every glibc since 2.5 reads.
    const wanted = found
      .trim()
      .split('\n')
      .filter((name) => name !== 'rtld(GNU_HASH)')
    const asked = ask('rpm', ['-qp', '--requires', file]).text.split('\n')
    const libraries = asked.filter((name) => name.endsWith('(64bit)'))
    assert.deepEqual(libraries.toSorted(), [...new Set(wanted)].toSorted())
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
