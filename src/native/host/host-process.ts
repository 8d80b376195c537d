import { flushCompileCache, getCompileCacheDir } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { reportOf } from '../../shared/errors/assistant-error.ts'
import { type Cell, LibraryRefuses, LifeOver, type OpenCell, type Operations } from '../abi.ts'
import { isSpoken, type SpokenAbi } from '../abis.ts'
import { endWithApplication } from './orphan-watch.ts'
import { type ParentPort, parentPort } from './parent-port.ts'
import type { Answer, HostEvent, Request, ToHost } from './protocol.ts'
import type { HostSetup } from './setup.ts'

// The cell of one vendor library: everything that the library can do wrong happens in here.

const answerTo = async (operations: Operations, [id, operation, parameters]: Request): Promise<Answer> => {
  if (operation === 'ping') return [id, true, null]
  try {
    const work = operations[operation] as (...all: readonly unknown[]) => unknown
    const result = work(...parameters)
    return [id, true, result instanceof Promise ? await result : result]
  } catch (error) {
    if (error instanceof LifeOver) process.exit(1)
    return [id, false, reportOf(error)]
  }
}

// Answers of quick calls go out together, but no answer waits longer than this for the next.
const TOGETHER = 1

/** Answers requests one after another, in the order of arrival. */
const serve = (port: ParentPort, { operations }: Cell): void => {
  const requests: Request[] = []
  let working = false
  const work = async (): Promise<void> => {
    let answers: Answer[] = []
    let since = 0
    for (let next = requests.shift(); next !== undefined; next = requests.shift()) {
      answers.push(await answerTo(operations, next))
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

/** How to open each ABI that a host speaks. */
export type Openers = Readonly<Partial<Record<SpokenAbi, () => OpenCell | Promise<OpenCell>>>>

const open = async (openers: Openers, { abi, cell }: HostSetup, port: ParentPort): Promise<Cell | null> => {
  try {
    const opener = isSpoken(abi) ? openers[abi] : undefined
    if (opener === undefined) throw new Error(`this host does not speak the ABI ${abi}`)
    return (await opener())(cell)
  } catch (error) {
    const refused = error instanceof LibraryRefuses
    port.send(['unloadable', error instanceof Error ? error.message : String(error), refused])
    return null
  }
}

// Node writes its compile cache when a process ends by itself, but a host is killed. So it writes before its first word,
// after which it may be killed at once; only the first start after a change has something to write.
const keepCompiled = (): void => {
  if (getCompileCacheDir() !== undefined) flushCompileCache()
}

/** Runs until the application ends it. */
export const runHost = async (openers: Openers): Promise<void> => {
  // A host that only looks for keys makes little garbage. Collecting it again and again was a third of its cost.
  setFlagsFromString('--no-memory-reducer')
  const port = parentPort()
  const setup = JSON.parse(process.argv[2] ?? '{}') as HostSetup
  const cell = await open(openers, setup, port)
  if (cell === null) {
    port.close()
    return
  }
  keepCompiled()
  const tell = (event: HostEvent): void => port.send(event)
  serve(port, cell)
  cell.watch(() => tell(['changed']))
  setInterval(() => tell(['alive']), setup.aliveMilliseconds)
  if (cell.finding !== undefined) tell(['found', cell.finding])
  tell(['ready'])
  endWithApplication(setup.application, setup.aliveMilliseconds)
}
