import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FromExtension } from '../../../src/shared/web-signing/extension-wire.ts'
import { extensionLine } from '../../../src/site-sdk/browser/extension.ts'
import type { LineNews } from '../../../src/site-sdk/browser/line.ts'

type Said = FromExtension['extension']

/** The extension's end of the port that the page hands out, and what the page said there. */
type Extension = {
  readonly say: (message: unknown) => void
  readonly heard: unknown[]
  readonly end: () => void
}
let extensions: Extension[] = []

/** A page in which an extension answers each greeting with these words. */
const pageWith = (...words: readonly Said[]): void => {
  const postMessage = (greeting: unknown, origin: string, [port]: readonly MessagePort[]): void => {
    if (port === undefined) throw new Error('a greeting hands out a port')
    expect([greeting, origin]).toEqual([{ 'cert-assistant': 'extension', wire: 1 }, 'https://site.example'])
    const heard: unknown[] = []
    port.onmessage = ({ data }) => heard.push(data)
    extensions.push({ say: (message) => port.postMessage(message), heard, end: () => port.close() })
    for (const extension of words) port.postMessage({ extension })
  }
  vi.stubGlobal('window', { location: { origin: 'https://site.example' }, postMessage })
}
const only = (): Extension => {
  const [first] = extensions
  if (first === undefined) throw new Error('nobody was greeted')
  return first
}

beforeEach(() => {
  extensions = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  for (const { end } of extensions) end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const opened = async () => {
  pageWith('here', 'open')
  const news: LineNews[] = []
  const { line } = await extensionLine((one) => news.push(one))
  if (line === null) throw new Error('no line')
  return { line, news, extension: only() }
}

describe('a page that asks for the extension', () => {
  it.each<[Said, string]>([
    ['no-host', 'host'],
    ['not-running', 'asleep'],
  ])('learns from “%s” what the person has to do', async (said, because) => {
    pageWith('here', said)
    expect(await extensionLine(() => undefined)).toEqual({ line: null, because })
  })

  it('has a line once the assistant answers, and not before: an extension alone is no assistant', async () => {
    pageWith('here')
    let outcome: unknown = 'none yet'
    void extensionLine(() => undefined).then((one) => {
      outcome = one
    })
    await vi.waitFor(() => expect(extensions).toHaveLength(1))
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(outcome).toBe('none yet')
    only().say({ extension: 'open' })
    await vi.waitFor(() => expect(outcome).toMatchObject({ line: { via: 'extension' } }))
  })

  it('stops waiting if there is no extension', async () => {
    pageWith()
    const outcome = extensionLine(() => undefined)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await outcome).toEqual({ line: null, because: 'none' })
  })
})

describe('the line through the extension', () => {
  it('brings each question its own answer, and what nobody asked for as news', async () => {
    const { line, news, extension } = await opened()
    const answers = [1, 2].map((id) => line.ask({ id, ask: 'certificates' }, undefined))
    await vi.waitFor(() => expect(extension.heard).toHaveLength(2))
    extension.say({ id: 2, answer: ['second'] })
    extension.say({ event: 'certificates-changed' })
    extension.say({ id: 1, answer: ['first'] })
    expect(await Promise.all(answers)).toMatchObject([{ answer: ['first'] }, { answer: ['second'] }])
    expect(news).toEqual([{ event: 'certificates-changed' }])
  })

  it('leaves nobody waiting when it ends, says once that it ended, and answers nothing afterwards', async () => {
    const { line, news, extension } = await opened()
    const answer = line.ask({ id: 1, ask: 'certificates' }, undefined)
    await vi.waitFor(() => expect(extension.heard).toHaveLength(1))
    extension.say({ extension: 'not-running' })
    expect(await answer).toBe(null)
    expect(news).toEqual([{ event: 'closed' }])
    line.close()
    expect(await line.ask({ id: 2, ask: 'certificates' }, undefined)).toBe(null)
    expect(news).toEqual([{ event: 'closed' }])
    await vi.waitFor(() => expect(extension.heard).toContainEqual({ extension: 'close' }))
  })
})
