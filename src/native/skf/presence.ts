import type { Cell } from '../abi.ts'
import { deviceNames, namesText } from './devices.ts'
import { type Library, numberRoom } from './library.ts'
import type { Name } from './names.ts'

// A key that is gone may have slipped out of its socket for a moment, so it is looked for once more before that is
// reported.
const AGAIN = 150

// As long as events tell of every change, the list of devices is compared only now and then.
const SLOW_POLLS = 5

// A library whose wait ends at once, again and again, cannot wait.
const QUICK = 20
const MOST_QUICK_ENDS = 32

/** Notices devices that come and go by comparing the list of them. */
export class DeviceWatch {
  readonly #library: Library
  #known: string
  /** The last look missed a device that had been there. */
  emptied = false

  constructor(library: Library) {
    this.#library = library
    this.#known = this.#now()
  }

  /** The application itself looked and saw these, so the next look is compared with them. */
  saw(names: readonly Name[]): void {
    this.#known = namesText(names)
  }

  /** The devices that came or went since the last look. */
  changes(): ReadonlySet<string> {
    const [before, now] = [this.#known, this.#now()].map((text) => new Set(text.split(' ')))
    this.#known = [...(now ?? [])].join(' ')
    const gone = [...(before ?? [])].filter((name) => name !== '' && !now?.has(name))
    this.emptied = gone.length > 0
    return new Set([...gone, ...[...(now ?? [])].filter((name) => name !== '' && !before?.has(name))])
  }

  // If the library fails, its words take the place of the list; the application asks next and learns what is wrong.
  #now(): string {
    try {
      return namesText(deviceNames(this.#library))
    } catch (error) {
      return error instanceof Error ? error.message.replaceAll(' ', '-') : String(error)
    }
  }
}

/**
 * Waits for events in a thread of its own, which holds up nobody. Calls `happened` with the name of the device. Ends
 * when the library cannot wait.
 */
const listen = async (library: Library, happened: (device: string) => void): Promise<void> => {
  for (let quick = 0; quick < MOST_QUICK_ENDS; ) {
    const [name, size, event] = [Buffer.alloc(4096), numberRoom(4096), numberRoom()]
    const since = performance.now()
    try {
      await library.callAside('SKF_WaitForDevEvent', name, size, event)
    } catch {
      return
    }
    quick = performance.now() - since < QUICK ? quick + 1 : 0
    const end = name.indexOf(0)
    happened(name.subarray(0, Math.max(end, 0)).toString('hex'))
  }
}

type Parts = {
  readonly library: Library
  readonly watch: DeviceWatch
  readonly forget: (devices: Iterable<string>) => void
  readonly events: boolean
  readonly pollMilliseconds: number
}

/** Watches by events where the library has them, and by the list of devices. */
export const watching =
  ({ library, watch, forget, events, pollMilliseconds }: Parts): Cell['watch'] =>
  (tell) => {
    let listening = events && library.has('SKF_WaitForDevEvent')
    let untold = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const look = (again: boolean): void => {
      clearTimeout(timer)
      const changed = watch.changes()
      forget(changed)
      untold ||= changed.size > 0
      const slipped = watch.emptied && !again
      if (untold && !slipped) {
        untold = false
        tell()
      }
      const pace = listening ? pollMilliseconds * SLOW_POLLS : pollMilliseconds
      timer = setTimeout(look, slipped ? AGAIN : pace, slipped)
    }

    timer = setTimeout(look, pollMilliseconds, false)
    if (!listening) return
    const happened = (device: string): void => {
      forget([device])
      untold = true
      look(false)
    }
    void listen(library, happened).finally(() => {
      listening = false
      look(false)
    })
  }
