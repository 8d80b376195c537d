import type { HostRules } from '../host/rules.ts'
import type { UsbDevice } from '../usb/usb-watch.ts'
import type { DriverSource } from './driver-source.ts'

type Source = Pick<DriverSource, 'started' | 'tokens' | 'stop'>

export type RestParts<S extends Source> = {
  readonly sources: readonly S[]
  /** Whether the library must run: a device of its maker is present, or nobody can tell. */
  readonly isNeeded: (source: S) => boolean
  /** Devices in which a key of any maker may be: readers. */
  readonly readers: () => readonly UsbDevice[]
  readonly rules: Pick<HostRules, 'listedAfter' | 'restAfter'>
}

export type Rest = {
  /** Something was plugged in or out, or every library was started: the time begins anew. */
  begin(): void
  stop(): void
}

/**
 * Ends the hosts of libraries whose keys are not here, because each takes 20 MiB and more. A library sleeps only if the
 * USB events will tell when to start it again: its driver lists USB products, and no key was ever seen of which that
 * list knows nothing. While a reader is plugged in nobody sleeps, because any maker's card may come into it.
 */
export const createRest = <S extends Source>({ sources, isNeeded, readers, rules }: RestParts<S>): Rest => {
  const unlisted = new Set<S>()
  let timers: readonly NodeJS.Timeout[] = []

  const markUnlisted = (): void => {
    for (const source of sources) if (source.tokens.length > 0 && !isNeeded(source)) unlisted.add(source)
  }

  const mayRest = (source: S): boolean =>
    source.started && source.tokens.length === 0 && !isNeeded(source) && !unlisted.has(source)

  const rest = (): void => {
    if (readers().length > 0) return
    for (const source of sources) if (mayRest(source)) source.stop()
  }

  const stop = (): void => {
    for (const timer of timers) clearTimeout(timer)
    timers = []
  }

  return {
    begin: () => {
      stop()
      timers = [setTimeout(markUnlisted, rules.listedAfter), setTimeout(rest, rules.restAfter)]
      for (const timer of timers) timer.unref()
    },
    stop,
  }
}
