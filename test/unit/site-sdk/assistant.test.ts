import { describe, expect, it } from 'vitest'
import type { PageAnswer, PageMessage } from '../../../src/shared/web-signing/wire.ts'
import { createAssistant } from '../../../src/site-sdk/browser/assistant.ts'
import type { Line, LineNews, Via } from '../../../src/site-sdk/browser/line.ts'

/** An assistant over a line whose other end the test holds. Without an answer the line has ended. */
const over = (answer: (message: PageMessage) => unknown, via: Via = 'websocket') => {
  const asked: PageMessage[] = []
  let hear: (news: LineNews) => void = () => undefined
  const line: Line = {
    via,
    ask: async (message) => {
      asked.push(message)
      const said = await answer(message)
      return said === undefined ? null : ({ id: message.id, ...(said as object) } as PageAnswer)
    },
    close: () => undefined,
  }
  const assistant = createAssistant(line, 'zh-CN', (listener) => {
    hear = listener
  })
  return { assistant, asked, tell: (event: LineNews['event']) => hear({ event } as LineNews) }
}
const nonce = Buffer.alloc(16, 1).toString('base64')

describe('what a page asks', () => {
  it('says only what the page said: no certificate and no form that it did not name', async () => {
    const { assistant, asked } = over(() => ({ answer: { certificates: [] } }))
    await assistant.certificates()
    await assistant.certificates({ use: 'encrypt' })
    await assistant.signIn({ nonce })
    await assistant.signIn({ nonce, certificate: 'one' })
    await assistant.sign({ nonce, text: '同意' })
    await assistant.sign({ nonce, data: Uint8Array.of(1, 2), name: 'a', form: 'cms' })
    expect(asked).toEqual([
      { id: 1, ask: 'certificates' },
      { id: 2, ask: 'certificates', use: 'encrypt' },
      { id: 3, ask: 'sign-in', nonce },
      { id: 4, ask: 'sign-in', nonce, certificate: 'one' },
      { id: 5, ask: 'sign', nonce, content: { kind: 'text', text: '同意' } },
      { id: 6, ask: 'sign', nonce, content: { kind: 'data', data: 'AQI=', name: 'a' }, form: 'cms' },
    ])
  })

  it('brings bytes back as bytes', async () => {
    const { assistant } = over(({ id }) => ({
      answer: id === 1 ? { envelope: 'MA==' } : { content: 'AQI=' },
    }))
    expect(await assistant.encrypt({ recipients: ['MA=='], content: Uint8Array.of(1, 2) })).toBe('MA==')
    expect(await assistant.decrypt({ envelope: 'MA==' })).toEqual(Uint8Array.of(1, 2))
  })

  it('fails with the reason, and with the time to wait if there is one', async () => {
    const waits = over(() => ({ refusal: { code: 'wait', retryAfterSeconds: 30 } }))
    await expect(waits.assistant.signIn({ nonce })).rejects.toMatchObject({
      code: 'wait',
      retryAfterSeconds: 30,
    })
    const refused = over(() => ({ refusal: { code: 'cancelled' } }))
    await expect(refused.assistant.signIn({ nonce })).rejects.toMatchObject({
      code: 'cancelled',
      retryAfterSeconds: null,
    })
    const gone = over(() => undefined)
    await expect(gone.assistant.signIn({ nonce })).rejects.toMatchObject({ code: 'closed' })
  })
})

describe('a page that changes its mind', () => {
  it('asks nothing if that was before, and withdraws the question if the person has it already', async () => {
    const stopped = over(() => ({ answer: {} }))
    await expect(stopped.assistant.signIn({ nonce, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(stopped.asked).toEqual([])

    const stop = new AbortController()
    const { assistant, asked } = over(({ ask }) => {
      if (ask === 'cancel') return { answer: {} }
      stop.abort()
      return undefined
    })
    await expect(assistant.signIn({ nonce, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(asked.at(-1)).toEqual({ id: 2, ask: 'cancel', request: 1 })
  })

  it('withdraws nothing that has been answered', async () => {
    const stop = new AbortController()
    const { assistant, asked } = over(() => ({ answer: {} }))
    await assistant.signIn({ nonce, signal: stop.signal })
    stop.abort()
    expect(asked).toHaveLength(1)
  })
})

describe('a page that listens', () => {
  it('asks once to hear of certificates, hears what it wants to hear, and no more after it stopped', async () => {
    const { assistant, asked, tell } = over(() => ({ answer: {} }))
    const heard: string[] = []
    const stop = assistant.on('certificates-changed', () => heard.push('first'))
    assistant.on('certificates-changed', () => heard.push('second'))
    assistant.on('closed', () => heard.push('closed'))
    tell('certificates-changed')
    stop()
    tell('certificates-changed')
    tell('closed')
    expect(heard).toEqual(['first', 'second', 'second', 'closed'])
    expect(asked.map(({ ask }) => ask)).toEqual(['watch'])
  })

  it('stops only its own listening, also when it says so twice', () => {
    const { assistant, tell } = over(() => ({}), 'http')
    const heard: string[] = []
    const stop = assistant.on('closed', () => heard.push('one'))
    assistant.on('closed', () => heard.push('other'))
    for (const again of [stop, stop]) again()
    tell('closed')
    expect(heard).toEqual(['other'])
  })

  it('asks again if it was refused, and not at all where no news can come', async () => {
    const refused = over(() => ({ refusal: { code: 'cancelled' } }))
    refused.assistant.on('certificates-changed', () => undefined)
    await new Promise((resolve) => setImmediate(resolve))
    refused.assistant.on('certificates-changed', () => undefined)
    expect(refused.asked).toHaveLength(2)
    const http = over(() => ({ answer: {} }), 'http')
    http.assistant.on('certificates-changed', () => undefined)
    expect(http.asked).toEqual([])
  })
})
