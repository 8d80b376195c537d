import { z } from 'zod'
import type { Child, Fork } from '../../native/host/child.ts'
import { type FeedKey, feedKey } from '../../shared/announcements/feed.ts'
import { heardAs } from '../../shared/channel/heard-as.ts'
import { AssistantError } from '../../shared/errors/index.ts'

const told = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.url(), feedKey: feedKey.optional() }),
  z.object({
    type: z.literal('failed'),
    reason: z.string(),
    trouble: z.enum(['data-incomplete', 'disk-full']).nullable(),
  }),
  z.object({ type: z.literal('log'), line: z.string() }),
])

type Failed = Extract<z.infer<typeof told>, { readonly type: 'failed' }>

export type EmbeddedAuthority = {
  /** The address where it listens. Starts the authority if it is not running. */
  address(): Promise<string>
  /** The key of its feed, as the process that was started here told it. */
  feedKey(): Promise<FeedKey | null>
  stop(): void
}

export type EmbeddedOptions = {
  readonly fork: Fork
  /** Its data folder. */
  readonly data: string
  readonly captchaAnswer?: string | undefined
  /** Folder with the built pages, for the operator page. */
  readonly pages?: string | undefined
  readonly log?: ((line: string) => void) | undefined
  readonly startMs?: number
}

// Longer than the authority waits for its open connections (2 s), so that it is not killed while it closes its store.
const graceMs = 5_000

/** Gives it time to close its store, but not for ever. */
const stopChild = (child: Child): void => {
  const late = setTimeout(() => child.kill(), graceMs).unref()
  child.onExit(() => clearTimeout(late))
  child.send({ type: 'stop' })
}

type Ready = Extract<z.infer<typeof told>, { readonly type: 'ready' }>
type Running = { readonly child: Child; readonly ready: Promise<Ready> }

const notStarted = (why: string) => new AssistantError('authority-fault', {}, new Error(why))

/** Names the trouble if the person can fix it: the data of the authority inside is in this folder. */
const refused = ({ reason, trouble }: Failed, folder: string): AssistantError => {
  switch (trouble) {
    case 'data-incomplete':
      return new AssistantError('authority-data-incomplete', { folder }, new Error(reason))
    case 'disk-full':
      return new AssistantError('authority-disk-full', {}, new Error(reason))
    case null:
      return notStarted(reason)
  }
}

const readyOf = (child: Child, options: EmbeddedOptions): Promise<Ready> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill()
      reject(notStarted('the authority inside did not start in time'))
    }, options.startMs ?? 20_000)
    child.onMessage((message) => {
      const parsed = heardAs(told, message)
      if (!parsed.success) return
      if (parsed.data.type === 'log') return options.log?.(parsed.data.line)
      clearTimeout(late)
      if (parsed.data.type === 'ready') resolve(parsed.data)
      else reject(refused(parsed.data, options.data))
    })
    child.onExit((how) => {
      clearTimeout(late)
      reject(notStarted(`the authority inside ended at its start: ${how}`))
    })
  })

/**
 * The authority that comes with the product. It is a process of its own, started at the first call and again after it
 * died.
 */
export const createEmbeddedAuthority = (options: EmbeddedOptions): EmbeddedAuthority => {
  let running: Running | null = null
  const start = (): Running => {
    const { data: dataDir, captchaAnswer, pages: pagesDir } = options
    const child = options.fork('authority', JSON.stringify({ dataDir, captchaAnswer, pagesDir }))
    const started = { child, ready: readyOf(child, options) }
    const isOver = () => {
      if (running === started) running = null
    }
    child.onExit(isOver)
    started.ready.catch(() => {
      isOver() // callers that wait for the address hear why; the next call starts again
      stopChild(child)
    })
    return started
  }
  const ready = (): Promise<Ready> => {
    running ??= start()
    return running.ready
  }
  return {
    address: async () => (await ready()).url,
    feedKey: async () => (await ready()).feedKey ?? null,
    stop: () => {
      if (running) stopChild(running.child)
      running = null
    },
  }
}
