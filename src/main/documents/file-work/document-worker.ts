import { endWithApplication } from '../../../native/host/orphan-watch.ts'
import { parentPort } from '../../../native/host/parent-port.ts'
import { keepHeapSmall } from '../../shell/small-heap.ts'
import { errorIn, failureOf } from './failure.ts'
import type { ContentKey, Hands } from './hands.ts'
import { type FromWorker, type ToWorker, toWorker, type Wish } from './messages.ts'
import { runTask } from './run-task.ts'

// The process that works on files. It reads what strangers have made, and may take long; so it is not the
// application's own. One file at a time; what it wants of a token it asks the application for.

const port = parentPort()
const send = (message: FromWorker): void => port.send(message)

let waiting: PromiseWithResolvers<Uint8Array | ContentKey> | null = null

const ask = (wish: Wish): Promise<Uint8Array | ContentKey> => {
  waiting = Promise.withResolvers()
  send({ say: 'wish', wish })
  return waiting.promise
}

const bytesOf = (answer: Uint8Array | ContentKey): Uint8Array => {
  if (answer instanceof Uint8Array) return answer
  throw new Error('the application answered with a key in place of bytes')
}

const keyOf = (answer: Uint8Array | ContentKey): ContentKey => {
  if (!(answer instanceof Uint8Array)) return answer
  throw new Error('the application answered with bytes in place of a key')
}

const hands: Hands = {
  sign: async (digest, scheme) => bytesOf(await ask({ wants: 'sign', digest, scheme })),
  openKey: async (head) => keyOf(await ask({ wants: 'open-key', head })),
  openPart: async (iv, data, last) => bytesOf(await ask({ wants: 'open-part', iv, data, last })),
  writing: (temporary) => send({ say: 'writing', temporary }),
}

/** Milliseconds between two words about progress. */
const calm = 250

const progressWords = () => {
  let last = performance.now()
  return (done: number, total: number): void => {
    const now = performance.now()
    if (now - last < calm) return
    last = now
    send({ say: 'progress', percent: total === 0 ? 100 : Math.min(100, (100 * done) / total) })
  }
}

const begin = async (task: Extract<ToWorker, { readonly say: 'begin' }>['task']): Promise<void> => {
  try {
    send({ say: 'done', result: await runTask(task, hands, progressWords()) })
  } catch (error) {
    send({ say: 'failed', failure: failureOf(error) })
  }
}

port.onMessage((message) => {
  const said = toWorker.parse(message)
  if (said.say === 'begin') void begin(said.task)
  else if (said.say === 'granted') waiting?.resolve(said.value)
  else waiting?.reject(errorIn(said.failure))
})
keepHeapSmall()
endWithApplication(Number(process.argv[2]), 1_000)
