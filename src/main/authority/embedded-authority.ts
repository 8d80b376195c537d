import { z } from 'zod'
import type { Child, Fork } from '../../native/host/child.ts'
import { AssistantError } from '../../shared/errors/index.ts'

const ready = z.object({ kind: z.literal('ready'), url: z.url() })

export type EmbeddedAuthority = {
  /** Where it listens; started when it is not running. */
  address(): Promise<string>
  stop(): void
}

export type EmbeddedOptions = {
  readonly fork: Fork
  /** Its data folder. */
  readonly data: string
  readonly captchaAnswer: string | undefined
  readonly startMs?: number
}

type Running = { readonly child: Child; readonly address: Promise<string> }

const notStarted = (why: string) => new AssistantError('authority-fault', {}, new Error(why))

const addressOf = (child: Child, startMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill()
      reject(notStarted('the authority inside did not start in time'))
    }, startMs)
    child.onMessage((message) => {
      const parsed = ready.safeParse(message)
      if (!parsed.success) return
      clearTimeout(late)
      resolve(parsed.data.url)
    })
    child.onExit((how) => {
      clearTimeout(late)
      reject(notStarted(`the authority inside ended at its start: ${how}`))
    })
  })

/** The authority that ships inside: a process of its own, started at the first call and again when it died. */
export const createEmbeddedAuthority = (options: EmbeddedOptions): EmbeddedAuthority => {
  let running: Running | null = null
  const start = (): Running => {
    const { data, captchaAnswer } = options
    const child = options.fork('authority', JSON.stringify({ data, captchaAnswer }))
    const started = { child, address: addressOf(child, options.startMs ?? 20_000) }
    child.onExit(() => {
      if (running === started) running = null
    })
    return started
  }
  return {
    address: () => {
      running ??= start()
      return running.address
    },
    stop: () => {
      running?.child.kill()
      running = null
    },
  }
}
