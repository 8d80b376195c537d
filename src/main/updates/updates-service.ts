import { AssistantError, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { ErrorReport, UpdateStage, UpdatesState } from '../../shared/models/index.ts'
import { createDownload, type DownloadParts, namesOf, type Wanted } from './download.ts'
import type { FeedServer } from './feed-server.ts'
import { isExpired } from './judgement.ts'
import { createKnownVersions, type KnownVersionsParts, type Offer } from './known-versions.ts'
import { createLook } from './look.ts'
import { isPackage, keepOnly, openPrivateFolder } from './package-folder.ts'
import { drawn, nextPause, pauses } from './schedule.ts'

export type UpdatesParts = KnownVersionsParts &
  Pick<DownloadParts, 'room' | 'pauseMs'> & {
    /** The folder of packages. */
    readonly folder: string
    readonly server: FeedServer
    readonly random?: () => number
    /** Whether 自动升级 is on. */
    readonly auto: () => boolean
    /** Whether nothing goes on that must not be disturbed. */
    readonly isQuiet: () => boolean
    /** Whether nobody has a window or a page open, or is connected. */
    readonly isUnused: () => boolean
    readonly show: (view: UpdatesState) => void
    readonly log: (line: string) => void
  }

export type UpdatesService = {
  /** Shows what is known from before. */
  begin(): void
  /** Looks, downloads and puts in place, each when its time has come. Called again and again. */
  tick(): Promise<void>
  look(): Promise<void>
  download(): Promise<void>
  cancel(): void
  restart(): Promise<void>
  /** The version that was taken back, until the person has read of it. */
  takenBack(): string | null
  readTakenBack(): void
  stop(): void
}

/** Finds, judges and downloads new versions, and hands them over at a quiet moment. */
export const createUpdates = (parts: UpdatesParts): UpdatesService => {
  const { feed, versions, folder, clock, random = Math.random } = parts
  const { installation } = versions
  const download = createDownload(parts)
  const known = createKnownVersions(parts)
  let offer: Offer | null = null
  let stage: UpdateStage = { is: feed.address === null ? 'off' : 'none' }
  let problem: ErrorReport | null = null
  let underWay: AbortController | null = null
  /** The person has cancelled its download. */
  let declined: string | null = null
  let failures = 0
  let [nextLook, nextTake] = [clock().getTime() + drawn(pauses.afterStart, random), 0]

  const show = (): void =>
    parts.show({
      ...{ stage, problem, lookedAt: known.seen().lookedAt, needed: known.needed() },
      offer: offer && {
        version: offer.content.version,
        notes: offer.content.notes,
        bytes: offer.wanted?.size ?? null,
      },
      bringer: installation.kind === 'told' ? installation.by : null,
      hasPage: feed.page !== null,
    })
  const enter = (next: UpdateStage): void => {
    stage = next
    show()
  }
  const stageOf = (next: Offer | null): UpdateStage =>
    next === null ? { is: 'none' } : { is: next.hasTurn ? 'offered' : 'later' }

  const look = createLook({
    ...{ feed, server: parts.server },
    newest: () => known.believed()?.newest ?? null,
    now: known.now,
    believe: known.believe,
  })

  /** One thing at a time; whatever ends it, the next one may begin. */
  const alone = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    if (underWay !== null) throw new AssistantError('busy-with-other')
    const mine = new AbortController()
    underWay = mine
    try {
      await work(mine.signal)
      problem = null
    } catch (error) {
      const cancelled = mine.signal.aborted ? new AssistantError('cancelled-by-user', {}, error) : error
      problem = mine.signal.aborted ? null : reportOf(error)
      if (!isAssistantError(cancelled)) parts.log(`updates: ${String(error)}`)
      throw cancelled
    } finally {
      underWay = null
      show()
    }
  }
  const refuseBusy = (): void => {
    if (!parts.isQuiet()) throw new AssistantError('busy-with-other')
  }
  const placedAlready = (next: Offer | null): boolean =>
    stage.is === 'placed' && next?.content.version === offer?.content.version

  /** Where the offer stands now: it may be new, gone, or the one whose package is here already. */
  const settle = async (address: string): Promise<void> => {
    const next = known.offer(address)
    if (placedAlready(next)) return
    offer = next
    stage = stageOf(next)
    if (next?.wanted && next.hasTurn && (await isPackage(download.pathOf(next.wanted), next.wanted)))
      stage = { is: 'ready' }
    openPrivateFolder(folder)
    keepOnly(folder, namesOf(next?.wanted ?? null))
  }
  const lookNow = (address: string) =>
    alone(async (signal) => {
      const before = stage
      enter({ is: 'looking' })
      try {
        await look(address, signal)
        known.remember({ lookedAt: clock().toISOString() })
        stage = before
        await settle(address)
        failures = 0
      } catch (error) {
        failures += 1
        stage = before
        if (known.believed() !== null && before.is !== 'placed') await settle(address).catch(() => {})
        throw error
      } finally {
        nextLook = clock().getTime() + nextPause(failures, random)
      }
    })
  const downloadNow = (wanted: Wanted) =>
    alone(async (signal) => {
      let shown = 0
      enter({ is: 'downloading', received: 0, bytes: wanted.size })
      try {
        await download.fetch(wanted, signal, (received) => {
          if (received - shown < wanted.size / 200 && received < wanted.size) return
          shown = received
          enter({ is: 'downloading', received, bytes: wanted.size })
        })
        stage = { is: 'ready' }
      } catch (error) {
        stage = { is: 'offered' }
        throw error
      }
    })
  const takeNow = (wanted: Wanted) =>
    alone(async () => {
      enter({ is: 'taking' })
      try {
        const file = download.pathOf(wanted)
        // The file itself is read again: what is handed over is what was signed.
        if (!(await isPackage(file, wanted))) {
          stage = { is: 'offered' }
          keepOnly(folder, [])
          throw new AssistantError('update-file-wrong')
        }
        const { version, sha256, size } = wanted
        await versions.take({ file, version, sha256, size })
        stage = { is: 'placed' }
      } catch (error) {
        if (stage.is === 'taking') stage = { is: 'ready' }
        nextTake = clock().getTime() + pauses.afterFailure.from
        throw error
      }
    })

  const stillOffered = (): Wanted | null => {
    if (offer?.wanted == null || !offer.hasTurn) return null
    return isExpired(offer.content, known.now()) ? null : offer.wanted
  }
  const inSilence = (work: Promise<void>): Promise<void> => work.catch(() => {}) // `problem` says it
  const tick = async (): Promise<void> => {
    const { address } = feed
    if (address === null || underWay !== null || !parts.isQuiet()) return
    const time = clock().getTime()
    // A clock that was set back must not keep the product from looking.
    if (time >= nextLook || nextLook - time > pauses.usual.to) {
      await inSilence(lookNow(address))
      const wanted = stillOffered()
      if (stage.is === 'offered' && wanted !== null && parts.auto() && declined !== wanted.version)
        await inSilence(downloadNow(wanted))
    }
    const wanted = stillOffered()
    const isDue = parts.clock().getTime() >= nextTake || nextTake - time > pauses.usual.to
    if (stage.is === 'ready' && wanted !== null && isDue && parts.auto() && parts.isUnused())
      await inSilence(takeNow(wanted))
  }

  const noteRollBack = (): void => {
    const version = versions.rolledBack?.version
    const { refused } = known.seen()
    if (version !== undefined && !refused.includes(version))
      known.remember({ refused: [...refused, version] })
  }
  const recall = (address: string): void => {
    noteRollBack()
    offer = known.recall(address)
    stage = stageOf(offer)
    openPrivateFolder(folder)
    keepOnly(folder, namesOf(offer?.wanted ?? null))
  }
  return {
    begin: () => {
      try {
        if (feed.address !== null) recall(feed.address)
      } catch (error) {
        problem = reportOf(error)
      }
      show()
    },
    tick,
    look: async () => {
      if (feed.address === null) throw new AssistantError('update-nothing-new')
      refuseBusy()
      await lookNow(feed.address)
      const wanted = stillOffered()
      if (stage.is === 'offered' && wanted !== null && parts.auto()) void inSilence(downloadNow(wanted))
    },
    download: async () => {
      const wanted = stillOffered()
      if (wanted === null || stage.is !== 'offered') throw new AssistantError('update-nothing-new')
      declined = null
      await downloadNow(wanted)
    },
    cancel: () => {
      if (stage.is !== 'downloading') return
      declined = offer?.content.version ?? null
      underWay?.abort()
    },
    restart: async () => {
      refuseBusy()
      const wanted = stillOffered()
      if (stage.is === 'ready' && wanted !== null) await takeNow(wanted)
      if (stage.is !== 'placed') throw new AssistantError('update-nothing-new')
      await versions.restart()
    },
    takenBack: () => {
      const version = versions.rolledBack?.version ?? null
      return version === null || known.seen().told.includes(version) ? null : version
    },
    readTakenBack: () => {
      const version = versions.rolledBack?.version
      const { told } = known.seen()
      if (version !== undefined && !told.includes(version)) known.remember({ told: [...told, version] })
    },
    stop: () => {
      underWay?.abort()
      parts.server.stop()
    },
  }
}
