import { describe, expect, it } from 'vitest'
import { SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'
import { AFFINE } from '../../../../src/pki/sm2/jacobian.ts'
import { recentTable } from '../../../../src/pki/sm2/recent-tables.ts'
import { type Affine, plus, times } from './affine.ts'

const G: Affine = { x: SM2_CURVE.Gx, y: SM2_CURVE.Gy }

describe('the tables of points that were used last', () => {
  it('are kept, by both coordinates', () => {
    const point = times(G, 5_000_001n)
    const table = recentTable(point)
    expect(recentTable({ ...point })).toBe(table)
    const opposite = { x: point.x, y: SM2_CURVE.p - point.y }
    const other = recentTable(opposite)
    expect(other).not.toBe(table)
    expect(recentTable(opposite)).toBe(other)
    expect(table).toMatchObject({ width: 4, step: 64 })
    expect(table.points).toHaveLength(4 * 8 * AFFINE)
  })

  it('are 256, and the one that was used longest ago goes first', () => {
    const points: Affine[] = []
    for (let point = times(G, 6_000_000n); points.length < 257; point = plus(point, G)) points.push(point)
    const [first, second, ...others] = points
    if (first === undefined || second === undefined) return expect.unreachable('there are 257')
    const tables = [recentTable(first), recentTable(second)]
    for (const point of others.slice(0, 254)) recentTable(point)
    expect(recentTable(first)).toBe(tables[0])
    const last = others[254]
    if (last !== undefined) recentTable(last)
    expect(recentTable(first)).toBe(tables[0])
    expect(recentTable(second)).not.toBe(tables[1])
  })
})
