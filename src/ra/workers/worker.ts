import { type RaOptions, startRa } from '../server.ts'
import { drain, PLACE, type Ready } from './messages.ts'

/** One of several processes of the authority. It ends when it is told to, or with the process that started it. */
export async function serveAsWorker(options: RaOptions): Promise<void> {
  const ra = await startRa({ ...options, worker: Number(process.env[PLACE]) })
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    void ra.drain().then(() => process.exit(0))
  }
  process.on('message', (message) => {
    if (drain.safeParse(message).success) end()
  })
  // The whole group of processes may be signalled; a hangup is for the process that started this one.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  process.on('SIGHUP', () => {})
  const message: Ready = { type: 'ready', url: ra.url, operatorUrl: ra.services.operatorUrl }
  process.send?.(message)
}
