import { type Assistant, createAssistant } from './assistant.ts'
import { extensionLine } from './extension.ts'
import { AssistantFailure, type FailureCode, type Language, languageOfPage } from './failure.ts'
import { findAssistant } from './finding.ts'
import { httpLine } from './http.ts'
import type { Line, LineNews, Via } from './line.ts'
import { showNotice } from './notice.ts'
import { webSocketLine } from './websocket.ts'

export type ConnectOptions = {
  /** Which ways to try, in this order of preference: the extension is tried after both others, or alone. */
  readonly via?: readonly Via[]
  /** Of failures' sentences; that of the page if not given. */
  readonly language?: Language
  /**
   * Called when the browser is going to ask the person for permission, to show what to click; what it returns is
   * called when that is over. If not given, a line at the foot of the page says it.
   */
  readonly onPermission?: () => () => void
  /** Where the assistant listens, if not at its usual ports. */
  readonly ports?: readonly number[]
}

const allWays: readonly Via[] = ['websocket', 'http', 'extension']

type Outcome = { readonly line: Line } | { readonly line: null; readonly because: FailureCode }

const overLoopback = async (
  ways: readonly Via[],
  asking: () => void,
  tell: (news: LineNews) => void,
  ports: readonly number[] | undefined,
): Promise<Outcome> => {
  const found = await findAssistant(asking, ports)
  if (found.url === null) return { line: null, because: found.because }
  for (const via of ways) {
    const line =
      via === 'websocket' ? await webSocketLine(found.url, tell) : via === 'http' ? httpLine(found.url) : null
    if (line !== null) return { line }
  }
  return { line: null, because: 'closed' }
}

const overExtension = async (tell: (news: LineNews) => void, before: FailureCode): Promise<Outcome> => {
  const outcome = await extensionLine(tell)
  if (outcome.line !== null) return outcome
  switch (outcome.because) {
    case 'none':
      return { line: null, because: before }
    case 'host':
      return { line: null, because: 'not-installed' }
    case 'asleep':
      return { line: null, because: 'not-running' }
  }
}

/** Finds the assistant on this computer and opens a line to it. Fails with an AssistantFailure that says why not. */
export const connect = async (options: ConnectOptions = {}): Promise<Assistant> => {
  const { via = allWays, language = languageOfPage(), onPermission = () => showNotice(language) } = options
  let tell: (news: LineNews) => void = () => undefined
  const relay = (news: LineNews): void => tell(news)
  let over: (() => void) | null = null
  const asking = (): void => {
    over = onPermission()
  }
  const loopback = via.filter((way) => way !== 'extension')
  const none: Outcome = { line: null, because: 'not-installed' }
  const first = loopback.length > 0 ? await overLoopback(loopback, asking, relay, options.ports) : none
  ;(over as (() => void) | null)?.()
  const outcome =
    first.line === null && via.includes('extension') ? await overExtension(relay, first.because) : first
  if (outcome.line === null) throw new AssistantFailure(outcome.because, language)
  return createAssistant(outcome.line, language, (listener) => {
    tell = listener
  })
}
