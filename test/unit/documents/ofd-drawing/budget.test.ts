import { describe, expect, it } from 'vitest'
import { budget, tally } from '../../../../src/documents/ofd-drawing/budget.ts'

describe('what a page may cost', () => {
  it('is taken until nothing is left; what does not fit takes nothing', () => {
    const page = budget()
    expect(page.left('pictures')).toBe(200)
    expect([page.take('pictures', 201), page.left('pictures')]).toEqual([false, 200])
    expect([page.take('pictures', 150), page.take('pictures', 51), page.left('pictures')]).toEqual([
      ...[true, false, 50],
    ])
    expect([page.take('pictures', 50), page.left('pictures'), page.left('objects')]).toEqual([
      true,
      0,
      20_000,
    ])
  })

  it('is told by kinds where it was left out', () => {
    const left = tally()
    left.add('video')
    left.add('pattern', 3)
    left.add('video', 2)
    left.add('shading', 0)
    expect(left.all()).toEqual([
      { kind: 'video', count: 3 },
      { kind: 'pattern', count: 3 },
    ])
  })
})
