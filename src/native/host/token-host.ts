import { setFlagsFromString } from 'node:v8'
import { LibraryRefuses, openLibrary, type P11 } from '../pkcs11/library.ts'
import { CKR } from '../pkcs11/numbers.ts'
import { resultOf } from '../pkcs11/results.ts'
import { SlotWatch } from '../pkcs11/slot-watch.ts'
import { endWithApplication } from './orphan-watch.ts'
import { type ParentPort, parentPort } from './parent-port.ts'
import type { Answer, HostEvent, Request, ToHost } from './protocol.ts'
import { createService, reportOfFailure, type Service } from './service.ts'
import type { HostSetup } from './setup.ts'

// The cell of one vendor library: everything that library can do wrong, it does wrong here.

const answerTo = async (
  { operations }: Service,
  setup: HostSetup,
  [id, operation, parameters]: Request,
): Promise<Answer> => {
  if (operation === 'ping') return [id, true, null]
  try {
    const work = operations[operation] as (...all: readonly unknown[]) => unknown
    const result = work(...parameters)
    return [id, true, result instanceof Promise ? await result : result]
  } catch (error) {
    // It was started once and does not know it any more (the machine slept, its service went): only a new life helps.
    if (resultOf(error) === CKR.CRYPTOKI_NOT_INITIALIZED) process.exit(1)
    return [id, false, reportOfFailure(error, setup)]
  }
}

// Answers of quick calls go out together, but none waits longer than this for the next.
const TOGETHER = 1

/** Answers requests one after another, in the order in which they came. */
const serve = (port: ParentPort, service: Service, setup: HostSetup): void => {
  const requests: Request[] = []
  let working = false
  const work = async (): Promise<void> => {
    let answers: Answer[] = []
    let since = 0
    for (let next = requests.shift(); next !== undefined; next = requests.shift()) {
      answers.push(await answerTo(service, setup, next))
      if (answers.length === 1) since = performance.now()
      if (requests.length > 0 && performance.now() - since < TOGETHER) continue
      port.send(answers)
      answers = []
    }
  }
  port.onMessage((message) => {
    requests.push(...(message as ToHost))
    if (working) return
    working = true
    void work().finally(() => {
      working = false
    })
  })
}

// A key that is gone may have slipped out of its socket for a moment: it is looked for once more before that is told.
const AGAIN = 150

const watchSlots = (
  watch: SlotWatch,
  service: Service,
  setup: HostSetup,
  tell: (event: HostEvent) => void,
): void => {
  let untold = false
  const look = (again: boolean): void => {
    const changed = watch.changes()
    service.forget(changed)
    untold ||= changed.size > 0
    const slipped = watch.emptied && !again
    if (untold && !slipped) {
      untold = false
      tell(['slots-changed'])
    }
    setTimeout(look, slipped ? AGAIN : setup.pollMilliseconds, slipped)
  }
  setTimeout(look, setup.pollMilliseconds, false)
  setInterval(() => tell(['alive']), setup.aliveMilliseconds)
}

const open = ({ library, parameters }: HostSetup, port: ParentPort): P11 | null => {
  try {
    return openLibrary(library, parameters)
  } catch (error) {
    const refused = error instanceof LibraryRefuses
    port.send(['unloadable', error instanceof Error ? error.message : String(error), refused])
    return null
  }
}

const main = (): void => {
  // A host that only looks for keys makes little garbage: tidying it up again and again was a third of its cost.
  setFlagsFromString('--no-memory-reducer')
  const port = parentPort()
  const setup = JSON.parse(process.argv[2] ?? '{}') as HostSetup
  const p11 = open(setup, port)
  if (p11 === null) {
    port.close()
    return
  }
  const watch = new SlotWatch(p11, setup.slotEvents)
  const service = createService(p11, setup, (slots) => watch.saw(slots))
  serve(port, service, setup)
  watchSlots(watch, service, setup, (event) => port.send(event))
  port.send(['ready'])
  endWithApplication(setup.application, setup.aliveMilliseconds)
}

main()
