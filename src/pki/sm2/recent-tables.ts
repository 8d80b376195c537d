import { type Affine, buildTable, type PointTable } from './point-table.ts'
import { QUARTER } from './scalar-multiplication.ts'

const WIDTH = 4
const KEPT = 256
const recent = new Map<bigint, { readonly y: bigint; readonly table: PointTable }>()

/**
 * Four rows of a public key's multiples, 6 kB, kept for the keys last used. Whoever verifies under a key mostly comes
 * back to it: a certificate's issuer, or an applicant whose request is verified, to whom a key is sealed and whose
 * confirmation is verified. The first use takes an eighth longer for it, every later one half the time.
 */
export function recentTable(point: Affine): PointTable {
  const known = recent.get(point.x)
  const table = known?.y === point.y ? known.table : buildTable(point, WIDTH, QUARTER, 4)
  recent.delete(point.x)
  recent.set(point.x, { y: point.y, table }) // now the youngest
  for (const oldest of recent.keys()) {
    if (recent.size <= KEPT) break
    recent.delete(oldest)
  }
  return table
}
