import { prometheusMeter } from '../metrics/prometheus.ts'
import { type RaOptions, startRa } from '../server.ts'
import { drain, type FiguresTold, figuresWanted, PLACE, type Ready } from './messages.ts'

/** One of several processes of the authority. It ends when it is told to, or with the process that started it. */
export async function serveAsWorker(options: RaOptions, isMeasured: boolean): Promise<void> {
  const meter = isMeasured ? prometheusMeter() : null
  const ra = await startRa({
    ...{ ...options, worker: Number(process.env[PLACE]) },
    ...(meter === null ? {} : { meter }),
  })
  const tell = async (asked: number): Promise<void> => {
    if (meter === null) return
    const message: FiguresTold = { type: 'figures', asked, figures: [...(await meter.figures())] }
    await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
  }
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    void ra
      .drain()
      .then(() => tell(0))
      .finally(() => process.exit(0))
  }
  process.on('message', (message) => {
    if (drain.safeParse(message).success) end()
    const wanted = figuresWanted.safeParse(message)
    if (wanted.success) void tell(wanted.data.asked)
  })
  // The whole group of processes may be signalled; a hangup is for the process that started this one.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  process.on('SIGHUP', () => {})
  const message: Ready = { type: 'ready', url: ra.url, operatorUrl: ra.services.operatorUrl }
  process.send?.(message)
}
