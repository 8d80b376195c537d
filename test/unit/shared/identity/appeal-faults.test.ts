import { describe, expect, it } from 'vitest'
import { appealFaults, isFaultless } from '../../../../src/shared/identity/faults.ts'
import type { AppealForm } from '../../../../src/shared/identity/form.ts'

const form = (rest: Partial<AppealForm> = {}): AppealForm => ({
  ...{ cause: 'taken', name: '某公司', number: '123', text: '证件已被他人注册' },
  ...rest,
})

describe('an appeal', () => {
  it('has no fault as it is, and at its limits', () => {
    expect(appealFaults(form())).toEqual({})
    const longest = form({ name: '名'.repeat(200), number: '1'.repeat(32), text: '字'.repeat(1000) })
    expect(appealFaults(longest)).toEqual({})
  })

  it('names each field that is missing, hides something or is too long', () => {
    expect(appealFaults(form({ name: ' ', number: '', text: '\t' }))).toEqual({
      ...{ name: 'missing', number: 'missing', text: 'missing' },
    })
    expect(appealFaults(form({ name: '某\u200b公司' }))).toEqual({ name: 'hidden' })
    const tooLong = form({ name: '名'.repeat(201), number: '1'.repeat(33), text: '字'.repeat(1001) })
    expect(appealFaults(tooLong)).toEqual({ name: 'too-long', number: 'too-long', text: 'too-long' })
  })

  it('can be sent only without a fault', () => {
    expect(isFaultless({})).toBe(true)
    expect(isFaultless({ name: 'missing' })).toBe(false)
  })
})
