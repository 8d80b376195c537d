import { SECOND } from '../clock.ts'
import type { Ended } from '../http/server.ts'
import type { Log } from '../services.ts'
import { PLACE } from '../workers/messages.ts'

/** So many requests that did not go well are named each second; of more, only their number. */
const NAMED = 50

const write = (text: string, more: object): void => {
  const worker = process.env[PLACE]
  const line = { time: new Date().toISOString(), ...(worker === undefined ? {} : { worker: Number(worker) }) }
  console.error(JSON.stringify({ ...line, text, ...more }))
}

/** The log on standard error: one JSON object a line. */
export const log: Log = (text, trace) =>
  write(text, trace === undefined ? {} : { request: trace.id, route: trace.route })

/** Names each request that was refused, told to come back, or failed. Somebody may ask at the desk about any of them. */
export function endedLog(): (request: Ended) => void {
  let [since, named, left] = [0, 0, 0]
  return ({ id, route, code, outcome, status, milliseconds }) => {
    if (outcome === 'answered' || outcome === 'gone' || route === 'probe') return
    const now = performance.now()
    if (now - since >= SECOND) {
      if (left > 0) log(`${left} more requests did not go well`)
      ;[since, named, left] = [now, 0, 0]
    }
    if (named === NAMED) return void left++
    named++
    write('request ended', { request: id, route, outcome, status, code, milliseconds })
  }
}
