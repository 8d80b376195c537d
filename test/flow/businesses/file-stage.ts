import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createBackupService } from '../../../src/main/backup/backup-service.ts'
import { backupHandlers } from '../../../src/main/backup/handlers.ts'
import { createServer, type Handlers } from '../../../src/main/contract/router.ts'
import { nodeFork } from '../../../src/main/shell/node-fork.ts'
import { createKeyring, type Fork } from '../../../src/native/index.ts'
import { clientOver } from '../../../src/renderer/live/client.ts'
import { duplexOver } from '../../../src/shared/channel/duplex.ts'
import { pin, removeFolder, temporary } from '../../house/issuance.ts'

export const PIN = 'New-pin-26'
export const password = 'a good password'
/** The password of old files. */
export const secret = 'secret'
export const checked = { strength: 'checked' } as const
export const careful = { tries: 'careful' } as const

/** What a derivation for our own files costs here. */
const cheap = { N: 1024, r: 8, p: 1 } as const
/** 128 MB and nearly two seconds: the most that a file may ask for. */
export const dearest = { N: 2 ** 17, r: 8, p: 4 } as const

/** Old ciphers, whose key derivation no library of the system does for us. */
const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']

/** Old files in base64, made by OpenSSL; `end` removes what it needed. */
export const makeOldFiles = () => {
  const folder = temporary()
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  const pfx = (...more: readonly string[]): string => {
    const from = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'old.pfx', '-passout', `pass:${secret}`]
    openssl('pkcs12', '-export', ...from, ...more)
    return readFileSync(join(folder, 'old.pfx')).toString('base64')
  }
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem']
  openssl('req', '-x509', ...key, '-out', 'c.pem', '-subj', '/CN=x')
  return {
    folder,
    pfx,
    /** Just within the bound: many seconds of work. */
    slow: pfx('-iter', '700000', ...old),
    quick: pfx(),
    end: () => removeFolder(folder),
  }
}

/** The same backup with another cost in its head. */
export const withCost = (kdf: object, base64: string): string => {
  const file = JSON.parse(Buffer.from(base64, 'base64').toString())
  return Buffer.from(JSON.stringify({ ...file, kdf })).toString('base64')
}

/** In bytes. */
const highestMemory = (processId: number): number => {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? []
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0 // it ended meanwhile
  }
}

/** What a page sends to import or restore a file. */
export const taking = (file: string) => ({ file, password: secret, pin: PIN })

/** The business of backups over a real keyring, with processes that are counted. */
export const openFileStage = async () => {
  const home = temporary()
  /** Process ids of the openers that run now, how many ran at once at most, and the most memory that one took. */
  const openers = { running: new Set<number>(), most: 0, memory: 0 }
  /** The kernel keeps the highest mark itself. */
  const weigh = setInterval(() => {
    for (const opener of openers.running) openers.memory = Math.max(openers.memory, highestMemory(opener))
  }, 5)
  const fork: Fork = (entry, ...rest) => {
    const child = nodeFork(join(home, 'no-bundle'))(entry, ...rest)
    const { pid } = child
    if (pid !== undefined) {
      openers.running.add(pid)
      openers.most = Math.max(openers.most, openers.running.size)
      child.onExit(() => openers.running.delete(pid))
    }
    return child
  }
  const softFolder = join(home, 'soft')
  const drivers = { drivers: [], invalid: [], variables: {} }
  const keyring = createKeyring({ drivers, fork, usb: null, softFolder, kdf: cheap })
  keyring.start()
  await keyring.refresh()
  const backup = createBackupService({
    fork,
    keyring,
    pins: { checkNewSoft: () => undefined },
    history: { add: () => undefined },
    issuerOf: () => null,
    forget: () => undefined,
    now: () => new Date(),
  })
  const pages: (() => void)[] = []
  /** A page of the application; `close` is what happens when it goes. */
  const openPage = (unforeseen: (error: unknown) => void = () => undefined) => {
    // One slice is enough for these questions.
    const handlers = backupHandlers(backup) as unknown as Handlers
    const here = duplexOver((message) => there.arrive(message))
    const there = duplexOver((message) => here.arrive(message))
    createServer(handlers, unforeseen)(there.duplex)
    const close = () => {
      there.leave()
      here.leave()
    }
    pages.push(close)
    return { client: clientOver(here.duplex), close }
  }
  return {
    keyring,
    backup,
    softFolder,
    openers,
    openPage,
    /** Puts a certificate onto this computer and says which token it is. */
    imported: async (file: string) => (await backup.importPfx(file, pin(secret), pin(PIN), checked)).tokenId,
    tokens: () => keyring.current().tokens,
    triesLeft: async (tokenId: string) => {
      await keyring.refresh()
      return keyring.current().tokens.find(({ facts }) => facts.id === tokenId)?.facts.pin.triesLeft
    },
    /** Every file in the folder of soft certificates, also those among the retired ones. */
    files: () => {
      try {
        return readdirSync(softFolder, { recursive: true })
      } catch {
        return [] // made together with the first soft certificate
      }
    },
    opens: () => expect.poll(() => openers.running.size, { timeout: 20_000 }).toBe(1),
    /** Long before a slow file is open. */
    ends: () => expect.poll(() => openers.running.size, { timeout: 6_000 }).toBe(0),
    close: () => {
      // What a failed test left open would keep the next one waiting.
      for (const leave of pages) leave()
      clearInterval(weigh)
      keyring.stop()
      removeFolder(home)
    },
  }
}

export type FileStage = Awaited<ReturnType<typeof openFileStage>>
