import { type Affine, buildTable, type PointTable } from './point-table.ts'
import { QUARTER } from './scalar-multiplication.ts'

const WIDTH = 4
const KEPT = 256
const recent = new Map<bigint, { readonly y: bigint; readonly table: PointTable }>()

/**
 * Four rows of multiples (6 kB) for each of the public keys used last. A key is mostly used again soon: an issuer's
 * key verifies many certificates, and an applicant's key verifies the request, seals the encryption key and verifies
 * the confirmation. The first use takes an eighth longer, every later use half the time.
 */
export function recentTable(point: Affine): PointTable {
  const known = recent.get(point.x)
  const table = known?.y === point.y ? known.table : buildTable(point, WIDTH, QUARTER, 4)
  recent.delete(point.x)
  recent.set(point.x, { y: point.y, table }) // makes it the youngest
  for (const oldest of recent.keys()) {
    if (recent.size <= KEPT) break
    recent.delete(oldest)
  }
  return table
}
