import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { onlyTold, type Versions } from '../updates/versions-port.ts'
import { installationOf } from './installation.ts'
import { layDown } from './lay-down.ts'
import { type Layout, launchedName, layoutOf, startAgain } from './layout.ts'
import { readState, type VersionState, writeState } from './state-file.ts'
import { tidyVersions } from './tidy.ts'

export type VersionsParts = {
  /** The program that runs: Node in the folder of its version, or the product itself. */
  readonly program: string
  readonly env: Record<string, string | undefined>
  readonly log: (line: string) => void
  /** Ends the product in order. */
  readonly quit: () => void
  /** When to try again to note that this version works; 10 s without it. */
  readonly retryMs?: number
}

export type ProductVersions = Versions & {
  /** The program that starts whichever version is current; null where there is none. */
  readonly launcher: string | null
  /** Whether this version has never been ready here. */
  isNew(): boolean
  /** A person can work with this version now, so nobody goes back from it any more. */
  ready(): void
  /** This start ends before READY for a reason that is no fault of the version. */
  excuse(): void
  /** How the process has to end. */
  exitCode(): number
  /** Resolves when what was begun in the background is done. */
  settled(): Promise<void>
}

/** Without a layout, the product does nothing about versions. */
const none: ProductVersions = {
  ...onlyTold,
  ...{ launcher: null, isNew: () => false, ready: () => {}, excuse: () => {}, exitCode: () => 0 },
  settled: () => Promise.resolve(),
}

const inLayout = (layout: Layout, launched: boolean, parts: VersionsParts): ProductVersions => {
  const { log, quit, program, retryMs = 10_000 } = parts
  const path = join(layout.versions, 'state')
  let again = false
  let turn: Promise<void> = Promise.resolve()
  const state = (): VersionState | null => readState(path)
  const isOwn = (found: VersionState): boolean => found.current === layout.own
  /** What is done to the folder is done one after another. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }
  const tidy = async (): Promise<void> => {
    const found = state()
    if (found !== null)
      await tidyVersions(layout.versions, [layout.own, found.current, found.before ?? ''], log)
  }
  const note = (found: VersionState): void => {
    if (found.ready && found.before === null) return
    writeState(path, { ...found, ...{ ready: true, starts: 0, before: null } })
  }
  const ready = (): void => {
    const found = state()
    // Who was not started by the launcher was not counted by it either.
    if (!launched || found === null || !isOwn(found)) return
    try {
      note(found)
      void inTurn(tidy).catch((error: unknown) => log(`versions: ${String(error)}`))
    } catch (error) {
      log(`versions: this one works, and that was not noted: ${String(error)}`)
      setTimeout(ready, retryMs).unref()
    }
  }
  const installation = installationOf({ program, layout, launched })
  const refuse = (): void => {
    if (installation.kind === 'told')
      throw new AssistantError('update-not-placed', {}, 'others bring versions here')
  }
  return {
    installation,
    launcher: layout.launcher,
    take: (update) =>
      inTurn(async () => {
        refuse()
        const found = state()
        const works = found !== null && (isOwn(found) ? found.ready : found.before === layout.own)
        if (!works || update.version === layout.own)
          throw new AssistantError('update-not-placed', {}, 'this version is not known to work')
        await layDown(update, layout)
        const placed = { current: update.version, before: layout.own, ready: false, starts: 0 }
        writeState(path, { ...placed, back: found.back })
      }),
    restart: async () => {
      refuse()
      again = true
      quit()
    },
    get rolledBack() {
      return state()?.back ?? null
    },
    isNew: () => {
      const found = state()
      return launched && found !== null && isOwn(found) && !found.ready
    },
    ready,
    excuse: () => {
      const found = state()
      if (!launched || found === null || !isOwn(found) || found.ready || found.starts === 0) return
      try {
        writeState(path, { ...found, starts: found.starts - 1 })
      } catch (error) {
        log(`versions: ${String(error)}`)
      }
    },
    exitCode: () => (again ? startAgain : 0),
    settled: () => turn,
  }
}

/** The versions of this installation, and which of them runs next. */
export const createVersions = (parts: VersionsParts): ProductVersions => {
  const launched = parts.env[launchedName] === '1'
  // Programs that the product starts are not behind the launcher.
  delete parts.env[launchedName]
  const layout = layoutOf(parts.program)
  if (layout !== null) return inLayout(layout, launched, parts)
  return { ...none, installation: installationOf({ program: parts.program, layout, launched }) }
}
