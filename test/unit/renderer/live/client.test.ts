import { ORPCError } from '@orpc/client'
import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { describe, expect, it } from 'vitest'
import { createServer, type Handlers } from '../../../../src/main/contract/router.ts'
import { settingsHandlers } from '../../../../src/main/settings/handlers.ts'
import { clientOver, reportOfCall } from '../../../../src/renderer/live/client.ts'
import { type Duplex, duplexOver } from '../../../../src/shared/channel/duplex.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'

const unexpected = { code: 'unexpected', params: {} }

describe('the report of a call that failed', () => {
  const refused = (data: unknown) => new ORPCError('REFUSED', { defined: true, data })

  it('is what the assistant said, completed where it left out a figure', () => {
    const report = { code: 'pin-wrong', params: { triesLeft: 3 } }
    expect(reportOfCall(refused(report))).toEqual(report)
    expect(reportOfCall(refused({ code: 'pin-wrong', params: {} }))).toEqual({
      code: 'pin-wrong',
      params: { triesLeft: '–' },
    })
  })

  it.each<[string, unknown]>([
    ['an error of this page', new Error('PIN 123456')],
    ['an error that looks like one', { code: 'REFUSED', data: { code: 'pin-locked', params: {} } }],
    ['no error at all', undefined],
    ['a refusal without words', refused(undefined)],
    ['a code that nobody knows', refused({ code: 'nobody-knows', params: {} })],
    ['figures that are none', refused({ code: 'pin-wrong', params: { triesLeft: {} } })],
    ['a lost connection', new ORPCError('CLIENT_CLOSED_REQUEST')],
  ])('is nothing but "unexpected" for %s', (_, error) => {
    expect(reportOfCall(error)).toEqual(unexpected)
  })
})

/** The client of the pages, and whoever serves it at the other end. */
const clientOf = (serve: (channel: Duplex) => void) => {
  const here = duplexOver((message) => queueMicrotask(() => there.arrive(message)))
  const there = duplexOver((message) => queueMicrotask(() => here.arrive(message)))
  serve(there.duplex)
  return clientOver(here.duplex)
}

/** An assistant that checks none of its own answers. */
const careless = (answer: unknown) => {
  const handler = new RPCHandler({ settings: { licences: os.handler(() => answer) } })
  return clientOf((channel) => handler.upgrade(channel, { context: {} }))
}

describe('what the assistant answers', () => {
  const right = [{ name: 'a', version: '1', licence: 'MIT' }]

  it('reaches a page as it was answered', async () => {
    expect(await careless(right).settings.licences()).toEqual(right)
  })

  it.each<[string, unknown]>([
    ['of another kind', 'a text'],
    ['nothing', undefined],
    ['with a part missing', [{ name: 'a', version: '1' }]],
    ['with a part of another kind', [{ ...right[0], version: 1 }]],
  ])('reaches no page when it is %s', async (_, answer) => {
    const asked = careless(answer)
      .settings.licences()
      .then(
        (shown) => ({ shown }),
        (error: unknown) => reportOfCall(error),
      )
    expect(await asked).toEqual(unexpected)
  })

  it('is a refusal with its figures when it is refused', async () => {
    const refuse = () => {
      throw new AssistantError('pin-length', { min: 6, max: 16 })
    }
    const settings = { ...{ current: refuse, change: refuse }, openDataFolder: refuse, licences: refuse }
    // One slice is enough for this question.
    const handlers = settingsHandlers(settings) as unknown as Handlers
    const client = clientOf(createServer(handlers, () => undefined))
    const asked = client.settings.openDataFolder().catch(reportOfCall)
    expect(await asked).toEqual({ code: 'pin-length', params: { min: 6, max: 16 } })
  })
})
