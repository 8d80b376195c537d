import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentsContract } from '../../../../src/shared/documents/contract.ts'

const takes = (name: string, size: number) => {
  const schema = documentsContract.bring['~orpc'].inputSchema
  if (!(schema instanceof z.ZodType)) throw new Error('the procedure takes nothing')
  return schema.safeParse({ name, size }).success
}

describe('a file that is dropped onto a window', () => {
  it('has a name that a file can have', () => {
    expect([takes('', 1), takes('a', 1), takes('a'.repeat(255), 1), takes('a'.repeat(256), 1)]).toEqual([
      ...[false, true, true, false],
    ])
  })

  it('has a size in whole bytes, and may be empty', () => {
    expect([takes('a', 0), takes('a', -1), takes('a', 1.5)]).toEqual([true, false, false])
  })
})
