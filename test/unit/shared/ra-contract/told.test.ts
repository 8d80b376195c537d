import { describe, expect, it } from 'vitest'
import { told } from '../../../../src/shared/ra-contract/told.ts'

const name = told(12)

describe('a text from an authority', () => {
  it('arrives as it was sent, from its first letter to its last', () => {
    for (const text of ['', '甲', '北京某某公司', 'a'.repeat(12)]) expect(name.parse(text)).toBe(text)
    expect(name.safeParse('a'.repeat(13)).success).toBe(false)
  })

  it('has its hidden characters written out, and is then cut to its length', () => {
    expect(name.parse('甲\u202e')).toBe('甲⟨U+202E⟩')
    expect(name.parse('\u202e\u202e')).toBe('⟨U+202E⟩⟨U+2')
  })
})
