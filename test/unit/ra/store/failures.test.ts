import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../src/ra/refusal.ts'
import {
  CommitUnconfirmed,
  isConnectionLost,
  isReadOnly,
  isTooLong,
  mayRunAgain,
  refusalFor,
} from '../../../../src/ra/store/postgres/failures.ts'

const server = (code: string) => Object.assign(new DatabaseError('no', 1, 'error'), { code })
const system = (code: string) => Object.assign(new Error('no'), { code })
const codeFor = (error: unknown) => {
  const refusal = refusalFor(error)
  if (refusal === error) return null
  expect(refusal).toMatchObject({ cause: error })
  return refusal instanceof Refusal ? refusal.code : refusal
}

describe('an error of PostgreSQL', () => {
  it.each<[string, string | null, boolean, boolean]>([
    ['40001', 'server-busy', true, false],
    ['40P01', 'server-busy', true, false],
    ['23505', null, true, false],
    ['23503', null, false, false],
    ['42601', null, false, false],
    ['25006', 'server-busy', false, true],
    ['25P03', 'server-busy', false, false],
    ['25P02', null, false, false],
    ['55P03', 'server-busy', false, false],
    ['55000', null, false, false],
    ['08006', 'server-busy', false, true],
    ['57P01', 'server-busy', false, true],
    ['57014', 'server-busy', false, false],
    ['53300', 'server-busy', false, false],
    ['53100', 'storage-full', false, false],
    ['28P01', 'server-busy', false, false],
    ['3D000', 'server-busy', false, false],
  ])(
    'with the code %s is told as %s; the work may run again: %s; the connection is lost: %s',
    (code, told, again, lost) => {
      const error = server(code)
      expect([codeFor(error), mayRunAgain(error), isConnectionLost(error)]).toEqual([told, again, lost])
      expect(isReadOnly(error)).toBe(code === '25006')
      expect([mayRunAgain(system(code)), isReadOnly(system(code))]).toEqual([false, false])
    },
  )

  it('without a code is a fault of ours', () => {
    const error = new DatabaseError('no', 1, 'error')
    expect([codeFor(error), mayRunAgain(error), isConnectionLost(error)]).toEqual([null, false, false])
  })
})

describe('an error on the way to the database', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOENT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
  ])('with the code %s is a lost connection', (code) => {
    expect([isConnectionLost(system(code)), codeFor(system(code))]).toEqual([true, 'server-busy'])
  })

  it.each<[string, boolean, boolean]>([
    ['Connection terminated unexpectedly', true, false],
    ['Client has encountered an error and is not queryable', true, false],
    ['timeout exceeded when trying to connect', false, true],
    ['Query read timeout', false, true],
    ['Connection timeout', false, true],
    ['something else', false, false],
  ])('that says %s: lost %s, too long %s', (text, lost, long) => {
    const error = new Error(text)
    expect([isConnectionLost(error), isTooLong(error)]).toEqual([lost, long])
    expect(codeFor(error)).toBe(lost || long ? 'server-busy' : null)
  })

  it('is none if it is no error, or another one', () => {
    for (const one of [
      'Connection timeout',
      null,
      system('EACCES'),
      Object.assign(new Error('no'), { code: 5 }),
    ])
      expect([isConnectionLost(one), isTooLong(one), codeFor(one)]).toEqual([false, false, null])
    expect(codeFor(new CommitUnconfirmed('no standby'))).toBe('server-busy')
  })
})
