import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { versionText } from '../../../scripts/launcher.mjs'
import { launchedName } from '../../../src/main/versions/layout.ts'
import { readState } from '../../../src/main/versions/state-file.ts'
import { createVersions } from '../../../src/main/versions/versions.ts'

const ballast = Buffer.alloc(300_000, 'x')

const fill = (at: string, version: string): void => {
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'program'), `#!/bin/sh\necho ${version}\n`)
  chmodSync(join(at, 'program'), 0o755)
  for (const name of ['one', 'two', 'three']) writeFileSync(join(at, name), ballast)
  writeFileSync(join(at, 'version.txt'), versionText(at, { program: 'program', args: [] }))
}

/** A small installation with the real launcher, and packages of sh with a tar behind it. */
export const openSmallInstallation = (launcher: string, root: string, workshop: string) => {
  mkdirSync(join(root, 'versions'), { recursive: true })
  copyFileSync(launcher, join(root, 'cert-assistant'))
  const versions = (...path: readonly string[]): string => join(root, 'versions', ...path)
  fill(versions('0.1.0'), '0.1.0')
  execFileSync(join(root, 'cert-assistant'), ['--put-in-place', '0.1.0', '--tried'])
  const log: string[] = []
  return {
    log,
    versions,
    names: () => readdirSync(versions()).sort(),
    state: () => readState(versions('state')),
    started: (): string => spawnSync(join(root, 'cert-assistant'), { encoding: 'utf8' }).stdout.trim(),
    /** The product's own part, in a process that the launcher has started. */
    product: (version: string, env: Record<string, string> = { [launchedName]: '1' }) => {
      let quits = 0
      const product = createVersions({
        ...{ program: versions(version, 'program'), env, log: (line) => void log.push(line), retryMs: 100 },
        quit: () => {
          quits += 1
        },
      })
      return { ...product, quits: () => quits, rolledBack: () => product.rolledBack }
    },
    /** `before` is done by the package before anything else. */
    package: (version: string, before = '', left: readonly string[] = []) => {
      const at = join(workshop, version)
      fill(at, version)
      for (const name of left) rmSync(join(at, name))
      const head = `#!/bin/sh
set -e
for argument in "$@"; do case "$argument" in /D=*) root="\${argument#/D=}" ;; esac; done
cd "$root/versions"; ${before}
rm -rf ".new-${version}" "${version}"
mkdir ".new-${version}"
tail -n +9 "$0" | tar -x -C ".new-${version}"
mv ".new-${version}" "${version}"; exit 0
`
      const tar = execFileSync('tar', ['-c', '-C', at, '.'], { maxBuffer: 1 << 26 })
      const bytes = Buffer.concat([Buffer.from(head), tar])
      const file = join(workshop, `${version}.bin`)
      writeFileSync(file, bytes)
      rmSync(at, { recursive: true })
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
      return { file, version, sha256, size: bytes.length }
    },
  }
}
