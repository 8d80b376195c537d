import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSessions } from '../../../../src/main/shell/web/sessions.ts'
import { proofText, type WebSession } from '../../../../src/shared/channel/web-entrance.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const minutes = (count: number): void => void vi.advanceTimersByTime(count * 60_000)

const setUp = () => {
  const forgotten: string[] = []
  const sessions = createSessions(undefined, (token) => forgotten.push(token))
  const admit = ({ id, secret }: WebSession) => {
    const nonce = 'n'.repeat(16)
    const proof = createHmac('sha256', secret).update(proofText('page', nonce)).digest('base64url')
    return sessions.admit({ id, nonce, proof })
  }
  const enter = (): WebSession => {
    const session = sessions.enter(sessions.freshToken())
    if (session === null) throw new Error('nobody was let in')
    return session
  }
  return { sessions, forgotten, admit, enter }
}

describe('a session of the web shell', () => {
  it('ends after an hour without a page, and not a moment before', () => {
    const { enter, admit } = setUp()
    const [kept, left] = [enter(), enter()]
    minutes(60)
    expect(admit(left)).toBeNull()
    const early = enter()
    vi.advanceTimersByTime(60 * 60_000 - 1)
    expect(admit(early)).not.toBeNull()
    expect(admit(kept)).toBeNull()
  })

  it('lives as long as a page is open, whatever others have left, and an hour beyond', () => {
    const { enter, admit } = setUp()
    const session = enter()
    const [first, second] = [admit(session), admit(session)]
    first?.leave()
    // To leave twice is to leave once.
    first?.leave()
    minutes(120)
    expect(admit(session)?.leave()).toBeUndefined()
    second?.leave()
    minutes(59)
    expect(admit(session)).not.toBeNull()
  })

  it('ends after twelve hours in any case, and tells its pages so', () => {
    const { enter, admit } = setUp()
    const session = enter()
    expect(admit(session)?.endsIn).toBe(12 * 3_600_000)
    vi.advanceTimersByTime(12 * 3_600_000 - 1)
    expect(admit(session)?.endsIn).toBe(1)
    vi.advanceTimersByTime(1)
    expect(admit(session)).toBeNull()
  })

  it('begins with a token that is used once and within five minutes', () => {
    const { sessions, forgotten } = setUp()
    const [used, late] = [sessions.freshToken(), sessions.freshToken()]
    expect(sessions.enter(used)).not.toBeNull()
    expect(sessions.enter(used)).toBeNull()
    vi.advanceTimersByTime(5 * 60_000 - 1)
    expect(forgotten).toEqual([used])
    vi.advanceTimersByTime(1)
    expect([forgotten, sessions.enter(late)]).toEqual([[used, late], null])
  })

  it('takes the place of the oldest once there are sixty-four, and so does a token', () => {
    const { sessions, enter, admit, forgotten } = setUp()
    const all = Array.from({ length: 64 }, enter)
    expect(admit(all[0] ?? enter())).not.toBeNull()
    enter()
    expect(admit(all[0] ?? enter())).toBeNull()
    expect(admit(all[1] ?? enter())).not.toBeNull()
    forgotten.length = 0
    const tokens = Array.from({ length: 64 }, () => sessions.freshToken())
    expect(forgotten).toEqual([])
    sessions.freshToken()
    expect(forgotten).toEqual([tokens[0]])
  })
})
