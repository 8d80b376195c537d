import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileLauncher, versionText } from '../../../scripts/launcher.mjs'
import { assembleLinuxProgram } from '../../../scripts/linux/program.ts'

/** What a version does once it is started. */
export type Conduct = 'works' | 'hangs' | 'dies'

export type Package = {
  readonly version: string
  readonly conduct: Conduct
  readonly bytes: Buffer
  readonly sha256: string
}

const entries: Readonly<Record<Exclude<Conduct, 'works'>, string>> = {
  hangs: 'setInterval(() => {}, 1_000)\n',
  dies: 'process.exit(1)\n',
}

/** The shell ends before it would read the tar that follows. */
const unpacker = (version: string, node: string): string => `#!/bin/sh
set -e
for argument in "$@"; do case "$argument" in /D=*) root="\${argument#/D=}" ;; esac; done
cd "$root/versions"
rm -rf ".new-${version}" ".old-${version}"
mkdir ".new-${version}"
ln '${node}' ".new-${version}/node" || cp '${node}' ".new-${version}/node"
tail -n +14 "$0" | tar -x -C ".new-${version}"
if [ -e "${version}" ]; then mv "${version}" ".old-${version}"; fi
mv ".new-${version}" "${version}"
rm -rf ".old-${version}"
exit 0
# What follows is the product.
`

export type Works = {
  /** A folder with the launcher and one version in its place. */
  readonly template: string
  package(version: string, conduct: Conduct): Package
  /** Puts a version into an installation by hand. */
  layDown(root: string, version: string): void
}

/**
 * The real web shell in versions, as folders and as packages. Node is the same file in all of them, so a package links it
 * from here instead of carrying it.
 */
export const openWorks = (
  folder: string,
  feed: { readonly address: string; readonly keys: readonly string[] },
): Works => {
  const node = join(folder, 'node')
  const program = assembleLinuxProgram(join(folder, 'program'), '0.0.0')
  rmSync(join(program, 'node'))
  linkSync(process.execPath, node)
  const { address, keys } = feed
  writeFileSync(join(program, 'updates', 'feed.json'), JSON.stringify({ address, page: null, keys }))
  const make = (version: string, conduct: Conduct): string => {
    const to = join(folder, 'made', version)
    mkdirSync(join(folder, 'made'), { recursive: true })
    execFileSync('cp', ['-al', program, to])
    const replace = (name: string, text: string): void => {
      rmSync(join(to, name))
      writeFileSync(join(to, name), text)
    }
    const own = JSON.parse(readFileSync(join(program, 'package.json'), 'utf8'))
    replace('package.json', JSON.stringify({ ...own, version }))
    if (conduct !== 'works') replace(join('out', 'main', 'web.js'), entries[conduct])
    linkSync(node, join(to, 'node'))
    const args = ['--disable-warning=ExperimentalWarning', { path: 'out/main/web.js' }]
    writeFileSync(join(to, 'version.txt'), versionText(to, { program: 'node', args }))
    return to
  }
  const template = join(folder, 'template')
  mkdirSync(join(template, 'versions'), { recursive: true })
  const complaint = compileLauncher(join(template, 'cert-assistant'))
  if (complaint !== null) throw new Error(complaint)
  const layDown = (root: string, version: string): void =>
    void execFileSync('cp', ['-al', make(version, 'works'), join(root, 'versions', version)])
  layDown(template, '0.1.0')
  return {
    template,
    layDown,
    package: (version, conduct) => {
      const from = make(version, conduct)
      const tar = join(folder, `${version}.tar`)
      execFileSync('tar', [
        '-c',
        '--exclude',
        './node',
        '--exclude',
        './version.txt',
        '-f',
        tar,
        '-C',
        from,
        '.',
      ])
      execFileSync('tar', ['-r', '-f', tar, '-C', from, './version.txt'])
      const bytes = Buffer.concat([Buffer.from(unpacker(version, node)), readFileSync(tar)])
      rmSync(tar)
      return { version, conduct, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
  }
}
