import { z } from 'zod'
import { DataIncomplete } from './cannot-start.ts'
import { isFullDisk } from './full-disk.ts'
import { startRa } from './server.ts'

// The authority as a child process of the application, forked by Node or by Electron's utilityProcess. The settings
// come as JSON in the last argument; {type: 'ready', url, feedKey} goes up, {type: 'stop'} comes down.

const settings = z.object({
  dataDir: z.string().min(1),
  port: z.number().int().min(0).max(65535).optional(),
  pagesDir: z.string().optional(),
  captchaAnswer: z.string().optional(),
})

/** What an Electron utility process has in place of process.send. */
type ParentPort = {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
}

type Parent = {
  readonly post: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value
}

function parent(): Parent {
  const port = 'parentPort' in process ? process.parentPort : undefined
  if (isParentPort(port)) {
    return {
      post: (m) => port.postMessage(m),
      onMessage: (listener) => port.on('message', (e) => listener(e.data)),
    }
  }
  return {
    // An application that was killed receives nothing any more; that is no reason to crash at the end.
    post: (message) => process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => process.on('message', listener),
  }
}

function isStop(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop'
}

/** What the person can put right. */
function troubleOf(error: unknown): 'data-incomplete' | 'disk-full' | null {
  if (error instanceof DataIncomplete) return 'data-incomplete'
  return isFullDisk(error) ? 'disk-full' : null
}

async function run(): Promise<void> {
  const { post, onMessage } = parent()
  try {
    const { dataDir, port, pagesDir, captchaAnswer } = settings.parse(JSON.parse(process.argv.at(-1) ?? ''))
    const ra = await startRa({
      dataDir,
      embedded: true,
      log: (line, trace) =>
        post({ type: 'log', line: trace === undefined ? line : `${line} (request ${trace.id})` }),
      ...(port === undefined ? {} : { port }),
      ...(pagesDir === undefined ? {} : { pagesDir }),
      ...(captchaAnswer === undefined ? {} : { captchaAnswer }),
    })
    const stop = () => void ra.stop().then(() => process.exit(0))
    onMessage((message) => {
      if (isStop(message)) stop()
    })
    // The application is gone, so nobody is left to serve. It may have been killed while this process started.
    process.on('disconnect', stop)
    if (process.connected === false) stop()
    post({ type: 'ready', url: ra.url, feedKey: ra.services.feed.key })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    post({ type: 'failed', reason, trouble: troubleOf(error) })
    process.exitCode = 1
    if (process.connected) process.disconnect()
  }
}

await run()
