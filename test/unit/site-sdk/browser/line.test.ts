import { describe, expect, it, vi } from 'vitest'
import type { PageAnswer } from '../../../../src/shared/web-signing/wire.ts'
import { createWaiting } from '../../../../src/site-sdk/browser/line.ts'

const answerTo = (id: string): PageAnswer => ({ id, answer: { envelope: `for ${id}` } })

describe('a page that waits for answers', () => {
  it('gets each answer where it was asked, and only once', async () => {
    const { wait, arrive } = createWaiting(vi.fn())
    const [one, two] = [wait('1'), wait('2')]
    arrive(answerTo('2'))
    arrive(answerTo('1'))
    arrive(answerTo('unknown'))
    expect(await one).toEqual(answerTo('1'))
    expect(await two).toEqual(answerTo('2'))
  })

  it('hears at once what the assistant says unasked, and goes on waiting', async () => {
    const tell = vi.fn()
    const { wait, arrive } = createWaiting(tell)
    const open = wait('1')
    arrive({ event: 'certificates-changed' })
    expect(tell.mock.calls).toEqual([[{ event: 'certificates-changed' }]])
    arrive(answerTo('1'))
    expect(await open).toEqual(answerTo('1'))
  })

  it('is told once that the line is gone; every question ends without an answer, later ones too', async () => {
    const tell = vi.fn()
    const { wait, end } = createWaiting(tell)
    const open = [wait('1'), wait('2')]
    end()
    end()
    expect(await Promise.all(open)).toEqual([null, null])
    expect(await wait('3')).toBeNull()
    expect(tell.mock.calls).toEqual([[{ event: 'closed' }]])
  })
})
