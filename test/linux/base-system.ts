import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// A bare Debian 12, from the mirror that apt of this machine uses. It is kept in build/ and made once.

const suite = 'bookworm'
const kept = join(import.meta.dirname, '..', '..', 'build', 'linux')

const said = (program: string, args: readonly string[]): string =>
  execFileSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

const mirror = (): string => {
  const [first] = said('apt-get', ['indextargets', '--format', '$(REPO_URI)', `Codename: ${suite}`]).split(
    '\n',
  )
  if (!first) throw new Error(`apt of this machine knows no mirror of ${suite}`)
  return first
}

/** Packs a system; a run that is cut short leaves no half archive. */
const keep = (folder: string, archive: string): void => {
  mkdirSync(kept, { recursive: true })
  execFileSync('tar', ['-C', folder, '--numeric-owner', '-cf', `${archive}.part`, '.'])
  renameSync(`${archive}.part`, archive)
}

const inFolder = (work: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'debian-'))
  // It becomes the root of a system, which every person may enter.
  chmodSync(folder, 0o755)
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The archive of a system with nothing but what Debian calls essential, and apt. */
export const bareSystem = (): string => {
  const archive = join(kept, `${suite}-${said('dpkg', ['--print-architecture'])}.tar`)
  if (existsSync(archive)) return archive
  inFolder((folder) => {
    said('debootstrap', ['--variant=minbase', suite, folder, mirror()])
    said('chroot', [folder, 'apt-get', 'clean'])
    keep(folder, archive)
  })
  return archive
}

/** The archive of the same system with udev and the programs that keep a desktop's menus. */
export const desktopSystem = (): string => {
  const bare = bareSystem()
  const archive = bare.replace('.tar', '-desktop.tar')
  if (existsSync(archive)) return archive
  const wanted = ['udev', 'desktop-file-utils', 'hicolor-icon-theme']
  inFolder((folder) => {
    said('tar', ['-C', folder, '-xpf', bare])
    said('chroot', [folder, 'apt-get', 'update', '-qq'])
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const args = [folder, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...wanted]
    execFileSync('chroot', args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    said('chroot', [folder, 'apt-get', 'clean'])
    keep(folder, archive)
  })
  return archive
}
