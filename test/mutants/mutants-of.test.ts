import { describe, expect, it } from 'vitest'
import { applied } from './mutant.ts'
import { mutantsOf } from './mutants-of.ts'
import { codesRaisedIn, type RaisedCode } from './raised-codes.ts'

const file = 'src/shared/a.ts'
const become = (source: string, operator: string, codes: readonly RaisedCode[] = []) =>
  mutantsOf(file, source, codes)
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => applied(source, mutant))

describe('the mutants of a file', () => {
  it('move the edge of a comparison and turn an equality round', () => {
    expect(become('f(a < b)', 'comparison')).toEqual(['f((a <= b))'])
    expect(become('f(a >= b)', 'comparison')).toEqual(['f((a > b))'])
    expect(become('f(a === b)', 'comparison')).toEqual(['f((a !== b))'])
  })

  it('exchange and and or without another grouping', () => {
    expect(become('f(a && b && c)', 'logic')).toEqual(['f((a && b || c))', 'f((a || b) && c)'])
    expect(become('f((a ?? b) || c)', 'logic')).toEqual(['f(((a ?? b) && c))'])
  })

  it('do not join a statement with the line before', () => {
    expect(become('const a = f\nb && c()', 'logic')).toEqual(['const a = f\n;(b || c())'])
  })

  it('calculate in another way, but leave texts together', () => {
    expect(become('f(a + b)', 'arithmetic')).toEqual(['f((a - b))'])
    expect(become("f(a + 'b', `c` + d)", 'arithmetic')).toEqual([])
  })

  it('lose a not, and turn a condition round that has none', () => {
    expect(become('if (!a) f()', 'negation')).toEqual(['if (a) f()'])
    expect(become('if (a.b()) f()', 'condition')).toEqual(['if (!(a.b())) f()'])
    expect(become('if (!a) f()', 'condition')).toEqual([])
    expect(become('f(a ? 1 : 2)', 'condition')).toEqual(['f(!(a) ? 1 : 2)'])
  })

  it('take the numbers beside a number, of either kind', () => {
    expect(become('f(7)', 'number')).toEqual(['f(8)', 'f(6)'])
    expect(become('f(0xffn)', 'number')).toEqual(['f(256n)', 'f(254n)'])
  })

  it('leave types alone', () => {
    expect(mutantsOf(file, 'type A = 7 | true\nconst a: 8 = b')).toEqual([])
  })

  it('lose a guard, whatever it leaves by, but no branch that goes on', () => {
    expect(become('const f = () => {\n  if (a) return b\n  return c\n}', 'guard')).toEqual([
      'const f = () => {\n  {}\n  return c\n}',
    ])
    expect(become('if (a) {\n  b()\n  throw c\n}', 'guard')).toEqual(['{}'])
    expect(become('if (a) b()', 'guard')).toEqual([])
    expect(become('const f = () => {\n  if (a) return b\n  else return c\n}', 'guard')).toEqual([])
  })

  it('lose a call whose answer nobody wants, and a wait', () => {
    expect(become('a.b(c)\nawait d()\nconst e = f()', 'call')).toEqual([
      'void 0\nawait d()\nconst e = f()',
      'a.b(c)\nvoid 0\nconst e = f()',
    ])
    expect(become('const a = await b()', 'await')).toEqual(['const a = b()'])
  })

  it('take another default', () => {
    expect(become('f(a ?? true, b ?? 7, c ?? [])', 'default')).toEqual([
      'f(a ?? false, b ?? 7, c ?? [])',
      'f(a ?? true, b ?? 8, c ?? [])',
      'f(a ?? true, b ?? 7, [])',
    ])
    expect(become("const f = (a = false, b = '') => a", 'default')).toEqual([
      "const f = (a = true, b = '') => a",
      "const f = (a = false, b = 'other') => a",
    ])
    // A default is one change, not two.
    expect(become('f(a ?? true)', 'boolean')).toEqual([])
  })

  it('raise another error that is raised in the same way', () => {
    const codes = codesRaisedIn(
      file,
      "throw new AssistantError('b')\nthrow new AssistantError('a')\nthrow new AssistantError('c', { d })\nthrow new Refusal('e')",
    )
    expect(codes.map(({ code }) => code)).toEqual(['b', 'a', 'c', 'e'])
    expect(become("throw new AssistantError('a')", 'error-code', codes)).toEqual([
      "throw new AssistantError('b')",
    ])
    expect(become("throw new AssistantError('b')", 'error-code', codes)).toEqual([
      "throw new AssistantError('a')",
    ])
    // Nothing else is raised like this one.
    expect(become("throw new AssistantError('c', { d })", 'error-code', codes)).toEqual([])
  })

  it('know the function that they are in by the name that the engine gives it', () => {
    const within = (source: string) => mutantsOf(file, source).find(({ before }) => before === '7')?.within
    expect(within('const a = 7')).toBe(null)
    expect(within('const f = () => 7')).toBe('f')
    expect(within('function f() {\n  return [1].map(() => 7)\n}')).toBe('f')
    expect(within('const f = () => ({ g: async () => 7, h() {} })')).toBe('g')
    expect(within("const f = () => ({ 'a-b': () => 7 })")).toBe('a-b')
    expect(within('const f = () => ({ [g]: () => 7 })')).toBe('f')
    expect(within('class A {\n  #b() {\n    return 7\n  }\n}')).toBe('#b')
    expect(within('class A {\n  get b() {\n    return 7\n  }\n}')).toBe(null)
    expect(within('const f = () => 1\nconst a = 7')).toBe(null)
  })

  it('are none of a file that cannot be read', () => {
    expect(() => mutantsOf(file, 'const = 7')).toThrow('src/shared/a.ts cannot be read')
  })
})
