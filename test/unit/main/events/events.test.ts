import { describe, expect, it } from 'vitest'
import { createEvents } from '../../../../src/main/events/events.ts'

const setUp = () => {
  const [heard, lines]: [string[], string[]] = [[], []]
  return { events: createEvents((line) => lines.push(line)), heard, lines }
}

describe('the list of events', () => {
  it('reaches the parts at once, in the order in which they began to listen', () => {
    const { events, heard } = setUp()
    events.on('tokens-changed', ({ gone }) => heard.push(`first ${gone}`))
    events.on('journals-damaged', () => heard.push('another event'))
    events.on('tokens-changed', ({ gone }) => heard.push(`second ${gone}`))
    events.tell('tokens-changed', { gone: ['a'] })
    expect(heard).toEqual(['first a', 'second a'])
  })

  it('reaches the others when a part fails, and the failure is written down', () => {
    const { events, heard, lines } = setUp()
    events.on('tokens-changed', () => {
      throw new Error('a slip')
    })
    events.on('tokens-changed', () => heard.push('heard'))
    events.tell('tokens-changed', { gone: [] })
    expect(heard).toEqual(['heard'])
    expect(lines).toEqual([expect.stringContaining('a slip')])
    expect(lines[0]).toContain('tokens-changed')
  })

  it('no longer reaches a part that has left, even if it leaves while it hears', () => {
    const { events, heard } = setUp()
    const leave = events.on('tokens-changed', () => {
      heard.push('once')
      leave()
    })
    events.on('tokens-changed', () => heard.push('always'))
    events.tell('tokens-changed', { gone: [] })
    events.tell('tokens-changed', { gone: [] })
    expect(heard).toEqual(['once', 'always', 'always'])
  })

  it('can be answered with another event, which arrives before the first teller goes on', () => {
    const { events, heard } = setUp()
    events.on('tokens-changed', () => events.tell('journals-damaged', { files: ['x'] }))
    events.on('journals-damaged', ({ files }) => heard.push(...files))
    events.tell('tokens-changed', { gone: [] })
    expect(heard).toEqual(['x'])
  })
})
