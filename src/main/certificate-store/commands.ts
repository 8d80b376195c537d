/** A program with its arguments, and the certificate as a file if the program wants one. */
export type ProgramCommand = { readonly program: string; readonly args: readonly string[] }

/** A change of a store of Windows, which has calls for it. */
export type WindowsStoreCommand = { readonly store: 'My' | 'Root' } & (
  | { readonly change: 'add'; readonly file: string }
  | { readonly change: 'remove'; readonly sha1: string }
)

export type Command = ProgramCommand | WindowsStoreCommand

export type StoreCertificate = {
  /** The certificate (DER) in a file of ours. */
  readonly file: string
  /** SHA-1 of the DER in hex: how Windows and macOS name a certificate. */
  readonly sha1: string
  /** Our own name for it, if the store keeps names. */
  readonly nickname: string
}

/** How to speak to one system's own certificate store. Everything that differs between systems is here. */
export type StoreCommands = {
  readonly name: string
  /** What to install if the program is missing. */
  readonly tool: string
  /** Whether this was tested with a real store. If not, the system check says so. */
  readonly verified: boolean
  /** The file without which there is no store; null if every system has one. */
  readonly database: string | null
  /** Makes the database in its folder if it is missing; null if every system has one. */
  readonly create: Command | null
  readonly add: (certificate: StoreCertificate) => Command
  readonly remove: (certificate: StoreCertificate) => Command
}

/**
 * Linux: the database that Chromium and other programs share. Whoever comes first makes it, without a password, as they
 * do. The certificate gets no trust there.
 */
export const nssCommands = (home: string): StoreCommands => {
  const database = `sql:${home}/.pki/nssdb`
  return {
    name: 'NSS',
    tool: 'libnss3-tools',
    verified: true,
    database: `${home}/.pki/nssdb/cert9.db`,
    create: { program: 'certutil', args: ['-N', '-d', database, '--empty-password'] },
    add: ({ file, nickname }) => ({
      program: 'certutil',
      args: ['-A', '-d', database, '-n', nickname, '-t', ',,', '-i', file],
    }),
    remove: ({ nickname }) => ({ program: 'certutil', args: ['-D', '-d', database, '-n', nickname] }),
  }
}

/** Windows: the current user's personal store. */
export const windowsCommands: StoreCommands = {
  name: 'Windows',
  tool: 'crypt32.dll',
  verified: false,
  database: null,
  create: null,
  add: ({ file }) => ({ store: 'My', change: 'add', file }),
  remove: ({ sha1 }) => ({ store: 'My', change: 'remove', sha1 }),
}

/** macOS: the login keychain. */
export const macCommands: StoreCommands = {
  name: 'macOS',
  tool: 'security',
  verified: false,
  database: null,
  create: null,
  add: ({ file }) => ({ program: 'security', args: ['add-certificates', file] }),
  remove: ({ sha1 }) => ({ program: 'security', args: ['delete-certificate', '-Z', sha1.toUpperCase()] }),
}

/** The commands of this system; null if it has no store that we know. */
export const storeCommands = (platform: NodeJS.Platform, home: string): StoreCommands | null => {
  switch (platform) {
    case 'linux':
      return nssCommands(home)
    case 'win32':
      return windowsCommands
    case 'darwin':
      return macCommands
    default:
      return null
  }
}
