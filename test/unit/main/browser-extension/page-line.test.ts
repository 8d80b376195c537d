import { describe, expect, it, vi } from 'vitest'
import { pageLine } from '../../../../src/main/browser-extension/page-line.ts'
import type { Connection, Connections } from '../../../../src/main/web-signing/connections.ts'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'

type Connect = Connections['connect']

const lineWith = (connect: Connect) => {
  const said: unknown[] = []
  const line = pageLine({ connect })('https://a.example', (text) => said.push(JSON.parse(text)))
  return { line, said }
}

const never = () => {
  throw new Error('not asked here')
}

const page = (): Connection => ({
  origin: 'https://a.example',
  ask: async () => ({ certificates: [] }),
  ...{ certificates: never, withKey: never, nameOf: never, endLogins: never, isLoggedIn: never },
  files: { pick: never, confirm: never, save: never },
  refusalOf: never,
  leave: vi.fn(),
})

describe('a page behind the extension', () => {
  it('is connected under its origin, and asks and hears as one on our own port does', async () => {
    const one = page()
    const connect = vi.fn<Connect>(() => one)
    const { line, said } = lineWith(connect)
    expect(connect).toHaveBeenCalledWith(
      expect.objectContaining({ origin: 'https://a.example', carrier: 'extension' }),
    )
    line.hear('{"id":4,"ask":"certificates"}')
    await expect.poll(() => said, { interval: 1 }).toEqual([{ id: 4, answer: { certificates: [] } }])
    connect.mock.calls[0]?.[0].tell?.({ event: 'dismissed' })
    expect(said[1]).toEqual({ event: 'dismissed' })
    expect(one.leave).not.toHaveBeenCalled()
    line.leave()
    expect(one.leave).toHaveBeenCalledOnce()
  })

  it('that is not let in hears why at each message, and may leave', () => {
    const { line, said } = lineWith(() => {
      throw new PageRefusal('busy', 9)
    })
    expect(said).toEqual([])
    line.hear('{"id":"x","ask":"certificates"}')
    line.hear('nonsense')
    const refusal = { code: 'busy', retryAfterSeconds: 9 }
    expect(said).toEqual([
      { id: 'x', refusal },
      { id: null, refusal },
    ])
    line.leave()
  })

  it('does not hide another failure', () => {
    const failing = () =>
      lineWith(() => {
        throw new Error('unforeseen')
      })
    expect(failing).toThrow('unforeseen')
  })
})
