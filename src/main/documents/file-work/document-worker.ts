import { endWithApplication } from '../../../native/host/orphan-watch.ts'
import { parentPort } from '../../../native/host/parent-port.ts'
import { keepHeapSmall } from '../../shell/small-heap.ts'
import { errorIn, failureOf } from './failure.ts'
import type { ContentKey, Hands } from './hands.ts'
import { type FileTask, type FromWorker, type ToWorker, toWorker, type Wish } from './messages.ts'
import { runTask } from './run-task.ts'

// The process that works on files. It reads what strangers have made, and may take long; so it is not the
// application's own. What it wants of a token it asks the application for, and works on another file meanwhile if it has
// one.

type Answer = Uint8Array | ContentKey

const port = parentPort()
const send = (message: FromWorker): void => port.send(message)

/** Who waits for an answer, by task. */
const waiting = new Map<number, PromiseWithResolvers<Answer>>()

const ask = (id: number, wish: Wish): Promise<Answer> => {
  const answer = Promise.withResolvers<Answer>()
  waiting.set(id, answer)
  send({ say: 'wish', id, wish })
  return answer.promise
}

const bytesOf = (answer: Answer): Uint8Array => {
  if (answer instanceof Uint8Array) return answer
  throw new Error('the application answered with a key in place of bytes')
}

const keyOf = (answer: Answer): ContentKey => {
  if (!(answer instanceof Uint8Array)) return answer
  throw new Error('the application answered with bytes in place of a key')
}

const handsFor = (id: number): Hands => ({
  sign: async (digest, scheme) => bytesOf(await ask(id, { wants: 'sign', digest, scheme })),
  openKey: async (head) => keyOf(await ask(id, { wants: 'open-key', head })),
  openPart: async (iv, data, last) => bytesOf(await ask(id, { wants: 'open-part', iv, data, last })),
  writing: (temporary) => send({ say: 'writing', id, temporary }),
})

/** Milliseconds between two words about progress. */
const calm = 250

const progressWords = (id: number) => {
  let last = performance.now()
  return (done: number, total: number): void => {
    const now = performance.now()
    if (now - last < calm) return
    last = now
    send({ say: 'progress', id, percent: total === 0 ? 100 : Math.min(100, (100 * done) / total) })
  }
}

const begin = async (id: number, task: FileTask): Promise<void> => {
  try {
    send({ say: 'done', id, result: await runTask(task, handsFor(id), progressWords(id)) })
  } catch (error) {
    send({ say: 'failed', id, failure: failureOf(error) })
  } finally {
    waiting.delete(id)
  }
}

port.onMessage((message) => {
  const said: ToWorker = toWorker.parse(message)
  if (said.say === 'begin') void begin(said.id, said.task)
  else if (said.say === 'granted') waiting.get(said.id)?.resolve(said.value)
  else waiting.get(said.id)?.reject(errorIn(said.failure))
})
keepHeapSmall()
endWithApplication(Number(process.argv[2]), 1_000)
