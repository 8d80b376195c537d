import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeedProgram } from '../../shared/announcements/feed.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Installation } from '../../shared/models/index.ts'
import type { FarFiles } from '../authority/far-file.ts'
import { writeProblem } from '../files/atomic-file.ts'
import { sha256Of } from '../files/hash.ts'
import type { Shell } from '../shell/shell.ts'

/** The kinds of installers, and which of them is itself the program. */
const endings: Partial<Readonly<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['.exe', '.msi'],
  darwin: ['.dmg', '.pkg'],
  linux: ['.AppImage', '.deb'],
}

/** The ending of the file on disk comes from this list, never from the address. */
const endingOf = (address: string, platform: NodeJS.Platform): string => {
  const path = new URL(address).pathname.toLowerCase()
  const ending = endings[platform]?.find((one) => path.endsWith(one.toLowerCase()))
  if (ending === undefined) throw new AssistantError('download-kind')
  return ending
}

export type InstallerParts = {
  /** Where downloads lie, readable by this user alone. */
  readonly folder: string
  readonly program: (issuerId: string, programId: string) => FeedProgram | null
  readonly farFiles: Pick<FarFiles, 'read'>
  readonly shell: Pick<Shell, 'startProgram' | 'openPath'>
  readonly show: (installation: Installation | null) => void
  readonly platform?: NodeJS.Platform
}

export type Installer = {
  install(issuerId: string, programId: string, sha256: string): Promise<void>
  cancel(): void
}

/** An hour, for a large installer on a slow line. */
const milliseconds = 3_600_000
const silentMs = 60_000
/** The window hears of every step of this size. */
const step = 256 * 1024

/** 一键安装: what an issuer has signed, and the person has agreed to, is fetched, checked and started. */
export const createInstaller = (parts: InstallerParts): Installer => {
  const platform = parts.platform ?? process.platform
  let underWay: AbortController | null = null

  const write = async (path: string, wish: FeedProgram, signal: AbortSignal, told: (n: number) => void) => {
    const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw writeProblem(error)
    })
    let received = 0
    try {
      await parts.farFiles.read({
        ...{ address: wish.address, mostBytes: wish.bytes, milliseconds, silentMs, signal },
        take: async (bytes) => {
          await handle.writeFile(bytes).catch((error: unknown) => {
            throw writeProblem(error)
          })
          received += bytes.length
          told(received)
        },
      })
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  const start = async (path: string, ending: string): Promise<void> => {
    if (ending !== '.AppImage') return parts.shell.openPath(path)
    await chmod(path, 0o700)
    await parts.shell.startProgram(path)
  }
  const fetchAndStart = async (issuerId: string, wish: FeedProgram, signal: AbortSignal): Promise<void> => {
    const ending = endingOf(wish.address, platform)
    const shown = { issuerId, programId: wish.id, bytes: wish.bytes } as const
    let last = 0
    const told = (received: number) => {
      if (received - last < step && received < wish.bytes) return
      last = received
      parts.show({ ...shown, state: 'fetching', received })
    }
    await rm(parts.folder, { recursive: true, force: true })
    await mkdir(parts.folder, { recursive: true, mode: 0o700 })
    const path = join(parts.folder, `${randomUUID()}${ending}`)
    parts.show({ ...shown, state: 'fetching', received: 0 })
    try {
      await write(path, wish, signal, told).catch((error: unknown) => {
        const unreadable = error instanceof AssistantError && error.code === 'authority-answer-unreadable'
        throw unreadable ? new AssistantError('download-wrong', {}, error) : error
      })
      // The file itself is read again: what is started is what was checked.
      if ((await sha256Of(createReadStream(path))) !== wish.sha256) throw new AssistantError('download-wrong')
    } catch (error) {
      await rm(path, { force: true }).catch(() => {})
      throw error
    }
    signal.throwIfAborted()
    await start(path, ending)
    parts.show({ ...shown, state: 'started', received: wish.bytes })
  }
  return {
    install: async (issuerId, programId, sha256) => {
      if (underWay !== null) throw new AssistantError('busy-with-other')
      const wish = parts.program(issuerId, programId)
      if (wish === null) throw new AssistantError('not-found')
      if (wish.sha256 !== sha256) throw new AssistantError('download-changed')
      const mine = new AbortController()
      underWay = mine
      try {
        await fetchAndStart(issuerId, wish, mine.signal)
      } catch (error) {
        parts.show(null)
        throw mine.signal.aborted ? new AssistantError('cancelled-by-user', {}, error) : error
      } finally {
        underWay = null
      }
    },
    cancel: () => underWay?.abort(),
  }
}
