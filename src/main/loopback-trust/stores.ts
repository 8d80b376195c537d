import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../certificate-store/commands.ts'

/** A place in which browsers look for authorities to trust, and the commands that reach it. */
export type TrustStore = {
  /** Tells it apart from others, and finds it again at the next start. */
  readonly id: string
  readonly kind: 'chromium' | 'firefox' | 'windows' | 'macos'
  readonly tool: string
  /** The folder of a store that is not there yet, and what makes the store in it. */
  readonly create?: { readonly folder: string; readonly command: Command }
  readonly add: (certificate: TrustedAuthority) => Command
  readonly remove: (certificate: TrustedAuthority) => Command
  /** Succeeds if the certificate is there. A store that cannot tell has none. */
  readonly shows?: (certificate: Pick<TrustedAuthority, 'sha1'>) => Command
}

export type TrustedAuthority = {
  /** Its DER in a file of ours. */
  readonly file: string
  readonly sha1: string
}

const nicknameOf = (sha1: string): string => `cert-assistant loopback ${sha1.slice(0, 16)}`

/** A database of NSS. `C` trusts the authority for servers and for nothing else. */
export const nssStore = (kind: 'chromium' | 'firefox', folder: string): TrustStore => {
  const database = `sql:${folder}`
  const certutil = (...args: readonly string[]): Command => ({ program: 'certutil', args })
  return {
    ...{ id: `${kind} ${folder}`, kind, tool: 'libnss3-tools' },
    ...(existsSync(join(folder, 'cert9.db'))
      ? {}
      : { create: { folder, command: certutil('-N', '-d', database, '--empty-password') } }),
    add: ({ file, sha1 }) => certutil('-A', '-d', database, '-n', nicknameOf(sha1), '-t', 'C,,', '-i', file),
    remove: ({ sha1 }) => certutil('-D', '-d', database, '-n', nicknameOf(sha1)),
    shows: ({ sha1 }) => certutil('-L', '-d', database, '-n', nicknameOf(sha1)),
  }
}

/** The roots of the current user. Windows asks the person once more, in a window of its own. */
export const windowsRoots: TrustStore = {
  ...{ id: 'windows', kind: 'windows', tool: 'crypt32.dll' },
  add: ({ file }) => ({ store: 'Root', change: 'add', file }),
  remove: ({ sha1 }) => ({ store: 'Root', change: 'remove', sha1 }),
}

/** The person's own trust settings. macOS asks for the password of the login. */
export const macRoots: TrustStore = {
  ...{ id: 'macos', kind: 'macos', tool: 'security' },
  add: ({ file }) => ({
    program: 'security',
    args: ['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', file],
  }),
  remove: ({ file }) => ({ program: 'security', args: ['remove-trusted-cert', file] }),
}

const profilesBelow = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => existsSync(join(path, 'cert9.db')))
  } catch {
    return []
  }
}

/** Every NSS database of this person's browsers; at least the one that Chromium and Chrome share. */
const nssStores = (home: string): readonly TrustStore[] => {
  const shared = [join(home, '.pki/nssdb'), join(home, '.local/share/pki/nssdb')]
  const packed = join(home, 'snap/chromium/current/.pki/nssdb')
  const present = [...shared, packed].filter((folder) => existsSync(join(folder, 'cert9.db')))
  const chromium = present.length > 0 ? present : shared.slice(0, 1)
  const firefox = [
    '.mozilla/firefox',
    '.config/mozilla/firefox',
    'snap/firefox/common/.mozilla/firefox',
    '.var/app/org.mozilla.firefox/.mozilla/firefox',
  ].flatMap((folder) => profilesBelow(join(home, folder)))
  return [
    ...chromium.map((folder) => nssStore('chromium', folder)),
    ...firefox.map((folder) => nssStore('firefox', folder)),
  ]
}

/** The stores of this person. Firefox takes the system's roots on Windows and macOS, so it needs no entry there. */
export const trustStores = (platform: NodeJS.Platform, home: string): readonly TrustStore[] => {
  switch (platform) {
    case 'linux':
      return nssStores(home)
    case 'win32':
      return [windowsRoots]
    case 'darwin':
      return [macRoots]
    default:
      return []
  }
}

/** A store that was found in an earlier run and may since have gone from where it is looked for. */
export const storeOfId = (id: string): TrustStore | null => {
  if (id === 'windows') return windowsRoots
  if (id === 'macos') return macRoots
  const [, kind, folder] = /^(chromium|firefox) (.+)$/s.exec(id) ?? []
  return folder === undefined ? null : nssStore(kind === 'firefox' ? 'firefox' : 'chromium', folder)
}
