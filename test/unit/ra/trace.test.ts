import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { currentTrace, inCourseOf, outcomeOf, traceOf } from '../../../src/ra/trace.ts'

const asked = (from: string | undefined, number: string | string[] | undefined): IncomingMessage => {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: from })
  const request = new IncomingMessage(socket)
  request.headers['x-request-id'] = number
  return request
}

describe('how a request ended', () => {
  const ended = (statusCode: number) => {
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    response.statusCode = statusCode
    return response
  }

  it.each([
    [200, 'answered'],
    [304, 'answered'],
    [399, 'answered'],
    [400, 'refused'],
    [499, 'refused'],
    [500, 'fault'],
    [502, 'fault'],
    [503, 'busy'],
    [504, 'fault'],
  ])('with the status %i is told', (status, outcome) => {
    expect(outcomeOf(ended(status).end())).toBe(outcome)
  })

  it('without an answer is told as gone, whatever its status was to be', () => {
    for (const status of [200, 404, 503]) expect(outcomeOf(ended(status))).toBe('gone')
  })
})

describe('the number of a request', () => {
  const proxies = ['10.0.0.7']
  const [shortest, longest] = ['a1234567', `a${'.'.repeat(61)}_-`]

  it.each([
    ['10.0.0.7', shortest],
    ['10.0.0.7', longest],
    ['::ffff:10.0.0.7', shortest],
  ])('is the one that a proxy gave which we trust (%s)', (from, number) => {
    expect(traceOf(asked(from, number), proxies)).toEqual({ id: number, route: 'unknown', code: null })
  })

  it.each([
    ['of somebody else', '10.0.0.8', shortest],
    ['of a sender without an address', undefined, shortest],
    ['that is too short', '10.0.0.7', 'a123456'],
    ['that is too long', '10.0.0.7', `${longest}x`],
    ['with odd letters', '10.0.0.7', 'a1234567\n'],
    ['that begins with a dot', '10.0.0.7', '.1234567'],
    ['that is missing', '10.0.0.7', undefined],
    ['that came twice', '10.0.0.7', [shortest, shortest]],
  ])('is ours in the place of one %s', (_, from, number) => {
    const [one, other] = [traceOf(asked(from, number), proxies), traceOf(asked(from, number), proxies)]
    expect(one.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(other.id).not.toBe(one.id)
  })

  it('is known in the course of its request, and nowhere else', async () => {
    const trace = traceOf(asked('10.0.0.7', shortest), proxies)
    expect(currentTrace()).toBeUndefined()
    const inside = inCourseOf(trace, async () => {
      await Promise.resolve()
      return currentTrace()
    })
    expect(currentTrace()).toBeUndefined()
    expect(await inside).toBe(trace)
  })
})
