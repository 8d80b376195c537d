import type { PageAnswer, PageEvent, PageMessage } from '../../shared/web-signing/wire.ts'

export type Via = 'websocket' | 'http' | 'extension'

/** What a line tells unasked: what the assistant says, or that the line is gone. */
export type LineNews = PageEvent | { readonly event: 'closed' }

/** One way to the assistant. */
export type Line = {
  readonly via: Via
  /** Sends a message and waits for its answer; null if the line ends before. */
  ask(message: PageMessage, signal: AbortSignal | undefined): Promise<PageAnswer | null>
  close(): void
}

/** Answers that are waited for, by the id of their message. */
export const createWaiting = (tell: (news: LineNews) => void) => {
  const waiting = new Map<unknown, (answer: PageAnswer | null) => void>()
  let ended = false

  const end = (): void => {
    if (ended) return
    ended = true
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
    tell({ event: 'closed' })
  }

  const arrive = (message: PageAnswer | PageEvent): void => {
    if ('event' in message) tell(message)
    else {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    }
  }

  const wait = (id: unknown): Promise<PageAnswer | null> =>
    ended ? Promise.resolve(null) : new Promise((resolve) => waiting.set(id, resolve))

  return { arrive, wait, end }
}
