import { describe, expect, it } from 'vitest'
import { handlerAsked } from '../../../../src/shared/identity/contract.ts'

const takes = (login: string) => handlerAsked.safeParse({ how: 'registered', login }).success

describe('a registered handler who is asked for', () => {
  it('has a name to log in with, of 64 letters at most', () => {
    expect([takes(''), takes('  '), takes('w'), takes('w'.repeat(64)), takes('w'.repeat(65))]).toEqual([
      ...[false, false, true, true, false],
    ])
  })
})
