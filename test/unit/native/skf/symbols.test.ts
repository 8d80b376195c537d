import { describe, expect, it } from 'vitest'
import { isOfOneMaker, symbols } from '../../../../src/native/skf/symbols.ts'

describe('the functions of a library', () => {
  it('are of one maker only where that maker opens what is sealed', () => {
    const names = Object.keys(symbols) as readonly (keyof typeof symbols)[]
    expect(names.filter(isOfOneMaker)).toEqual([
      ...['SKF_ECCDecrypt', 'SKF_ECCPrvKeyDecrypt', 'SKF_PrvKeyDecrypt', 'V_ECCPrvKeyDecrypt'],
    ])
  })
})
