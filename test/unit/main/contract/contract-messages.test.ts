import { describe, expect, it } from 'vitest'
import { contractMessagesOnly } from '../../../../src/main/contract/contract-messages.ts'
import { duplexOver } from '../../../../src/shared/channel/duplex.ts'

const sent = (message: unknown) => {
  const end = duplexOver(() => {})
  const heard: unknown[] = []
  let dropped = 0
  const channel = contractMessagesOnly(end.duplex, () => (dropped += 1))
  channel.onMessage.addListener((one) => heard.push(one))
  end.arrive(message)
  return { heard, dropped }
}

describe('what arrives on the channel of a window', () => {
  it.each([
    ['a call', { i: '1', p: { u: '/pin/verify', b: { json: { pin: '1' } } } }],
    ['a call without anything to it', { i: '1', p: { u: '/state/watch' } }],
    ['the end of a call that nobody waits for', { i: '1', t: 4 }],
  ])('is %s: it is heard, as text and as an object', (_, message) => {
    expect(sent(JSON.stringify(message))).toEqual({ heard: [message], dropped: 0 })
    expect(sent(message)).toEqual({ heard: [message], dropped: 0 })
  })

  it.each([
    ['no JSON', '{"i":"1","p":{"u":"/pin/verify"'],
    ['nothing', null],
    ['bytes', new Uint8Array([123, 125])],
    ['an address elsewhere', { i: '1', p: { u: 'http://evil.example/state/watch' } }],
    ['another method', { i: '1', p: { u: '/state/watch', m: 'GET' } }],
    ['a stream from a window', { i: '1', t: 3, p: { e: 'message' } }],
    ['a number for a name', { i: 1, p: { u: '/state/watch' } }],
  ])('is %s: it is dropped', (_, message) => {
    expect(sent(message)).toEqual({ heard: [], dropped: 1 })
  })
})
