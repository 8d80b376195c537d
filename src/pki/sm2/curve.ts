import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { concat, toBigInt } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { JACOBIAN } from './jacobian.ts'
import { type Affine, buildTable, buildWholeTable, type PointTable } from './point-table.ts'
import { recentTable } from './recent-tables.ts'
import {
  addMultiple,
  affineOf,
  hasX,
  isDegenerate,
  multiplyByRows,
  multiplyByTable,
  multiplySum,
} from './scalar-multiplication.ts'

/** sm2p256v1 (GB/T 32918.5). */
export const SM2_CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const

const { p: P, n: N, a, b } = SM2_CURVE
const GENERATOR: Affine = { x: SM2_CURVE.Gx, y: SM2_CURVE.Gy }

// The library's complete formulas do arithmetic modulo the order, compressed points, and every case that the fast
// path cannot do: equal, opposite and infinite points, which a forger may aim for.
const Complete = weierstrass<bigint>(SM2_CURVE)

/** Arithmetic modulo the group order. */
export const Order = Complete.Fn

/** A point of the curve, never infinity. */
export type Sm2Point = Affine

function onCurve(x: bigint, y: bigint): boolean {
  return x < P && y < P && (y * y - (x * x + a) * x - b) % P === 0n
}

/** Reads a point from 04‖X‖Y, 02/03‖X or bare X‖Y. Refuses a point off the curve and infinity. */
export function decodePoint(bytes: Uint8Array): Sm2Point {
  const plain = bytes.length === 65 && bytes[0] === 4 ? bytes.subarray(1) : bytes
  if (plain.length === 64) {
    const [x, y] = [toBigInt(plain.subarray(0, 32)), toBigInt(plain.subarray(32))]
    if (onCurve(x, y)) return { x, y }
  }
  if (bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3)) return decompressed(bytes)
  throw new PkiError('SM2 point', 'bad-point')
}

function decompressed(bytes: Uint8Array): Sm2Point {
  try {
    return Complete.fromBytes(bytes).toAffine()
  } catch {
    throw new PkiError('SM2 point', 'bad-point') // the library has no other reason to throw
  }
}

/** 04‖X‖Y of a point. */
export function encodePoint(point: Sm2Point): Uint8Array {
  return concat(Uint8Array.of(4), encodeScalar(point.x), encodeScalar(point.y))
}

/** The scalar of 32 big-endian bytes if it is between 1 and n − 2, as a private key must be. */
export function privateScalar(bytes: Uint8Array): bigint {
  const d = bytes.length === 32 ? toBigInt(bytes) : 0n
  if (d < 1n || d > N - 2n) throw new PkiError('SM2 private key', 'bad-private-key')
  return d
}

/** 32 big-endian bytes of a scalar or coordinate. */
export function encodeScalar(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < 32; i += 8) view.setBigUint64(i, value >> BigInt(192 - 8 * i))
  return bytes
}

// Width 8 for the generator: a multiplication takes 32 additions. The table takes 720 kB and, at first use, 15 ms.
const GENERATOR_WIDTH = 8
const KEY_WIDTH = 6
const ONCE_WIDTH = 4
// A whole table takes 0.9 ms and saves 0.03 ms at each verification, so it is built after as many uses as pay for it.
const USES_BEFORE_TABLE = 30
let generatorTable: PointTable | null = null

function tableOfGenerator(): PointTable {
  generatorTable ??= buildWholeTable(GENERATOR, GENERATOR_WIDTH)
  return generatorTable
}

function complete(point: Sm2Point): WeierstrassPoint<bigint> {
  return Complete.fromAffine(point)
}

/** scalar·G for a scalar between 1 and n − 1. The steps are the same for every scalar. */
export function multiplyGenerator(scalar: bigint): Sm2Point {
  const product = new Float64Array(JACOBIAN)
  multiplyByTable(product, tableOfGenerator(), scalar)
  return isDegenerate(product) ? Complete.BASE.multiply(scalar).toAffine() : affineOf(product)
}

/** scalar·point for a point used once and a scalar between 1 and n − 1. The steps are the same for every scalar. */
export function multiplyPoint(point: Sm2Point, scalar: bigint): Sm2Point {
  return multiplied(point, buildTable(point, ONCE_WIDTH, 0, 1), scalar, 1)
}

/** scalar·key for a public key; its table is kept for a while. */
export function multiplyKey(key: Sm2Point, scalar: bigint): Sm2Point {
  return multiplied(key, recentTable(key), scalar, 4)
}

function multiplied(point: Sm2Point, table: PointTable, scalar: bigint, rows: 1 | 4): Sm2Point {
  const product = new Float64Array(JACOBIAN)
  multiplyByRows(product, table, scalar, rows)
  return isDegenerate(product) ? complete(point).multiply(scalar).toAffine() : affineOf(product)
}

/** A point with the table that repeated multiplication needs. */
export type PreparedPoint = { readonly point: Sm2Point; table: PointTable | null; uses: number }

/** Prepares a point that may be used once or often. The whole table is built only after many uses. */
export function preparePoint(point: Sm2Point): PreparedPoint {
  return { point, table: null, uses: 0 }
}

/**
 * Whether (s·G + t·P).x is congruent to `x` modulo the order, for s and t between 1 and n − 1. Public numbers only.
 */
export function sumHasX(s: bigint, prepared: PreparedPoint, t: bigint, x: bigint): boolean {
  const sum = new Float64Array(JACOBIAN)
  if (prepared.table === null && ++prepared.uses > USES_BEFORE_TABLE) {
    prepared.table = buildWholeTable(prepared.point, KEY_WIDTH)
  }
  if (prepared.table === null) multiplySum(sum, tableOfGenerator(), s, recentTable(prepared.point), t)
  else {
    multiplyByTable(sum, prepared.table, t)
    addMultiple(sum, tableOfGenerator(), s)
  }
  if (isDegenerate(sum)) return completeSumHasX(s, prepared.point, t, x)
  // x modulo n stands for x or, in the gap between n and p, for x + n.
  return hasX(sum, x) || (x + N < P && hasX(sum, x + N))
}

function completeSumHasX(s: bigint, point: Sm2Point, t: bigint, x: bigint): boolean {
  const sum = Complete.BASE.multiplyUnsafe(s).add(complete(point).multiplyUnsafe(t))
  return !sum.is0() && Order.create(sum.x) === x
}
