import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askRpm } from './package-tools.ts'
import type { System } from './system.ts'

/** What a Debian has that a package of rpm may ask for. rpm's own program reads the libraries. */
const offeredBy = ({ at }: System): readonly string[] => {
  const folders = readdirSync(at('/usr/lib')).filter((name) => name.endsWith('-linux-gnu'))
  const files = folders.flatMap((folder) =>
    readdirSync(at(join('/usr/lib', folder)))
      .filter((name) => name.includes('.so'))
      .map((name) => at(join('/usr/lib', folder, name))),
  )
  const said = execFileSync('/usr/lib/rpm/rpmdeps', ['--provides'], {
    encoding: 'utf8',
    input: files.join('\n'),
  })
  return ['/bin/sh', ...new Set(said.trim().split('\n'))]
}

/** Installs a package without files, which tells rpm's books what the Debian in the folder has. */
export const tellRpmOf = (system: System): void => {
  const folder = mkdtempSync(join(tmpdir(), 'debian-for-rpm-'))
  const spec = join(folder, 'debian.spec')
  const head = ['Name: debian', 'Version: 12', 'Release: 1', 'Summary: Debian', 'License: none']
  const lines = offeredBy(system).map((name) => `Provides: ${name}`)
  writeFileSync(spec, [...head, ...lines, '%description', 'Debian', '%files', ''].join('\n'))
  const settings = { _topdir: folder, _rpmdir: folder, _rpmfilename: 'debian.rpm', debug_package: '%{nil}' }
  const defines = Object.entries(settings).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  execFileSync('rpmbuild', [...defines, '-bb', spec], { stdio: ['ignore', 'ignore', 'pipe'] })
  const { code, text } = askRpm(system, '--install', join(folder, 'debian.rpm'))
  rmSync(folder, { recursive: true })
  if (code !== 0) throw new Error(text)
}
