import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { fromBigInt, toBigInt } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'

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

export const Sm2Point = weierstrass<bigint>(SM2_CURVE)
export type Sm2Point = WeierstrassPoint<bigint>

/** Arithmetic modulo the group order. */
export const Order = Sm2Point.Fn

/** A point from 04‖X‖Y, 02/03‖X or bare X‖Y; refused unless it lies on the curve and is not infinity. */
export function decodePoint(bytes: Uint8Array): Sm2Point {
  const form = bytes.length === 64 ? Uint8Array.of(4, ...bytes) : bytes
  const known =
    (form.length === 65 && form[0] === 4) || (form.length === 33 && (form[0] === 2 || form[0] === 3))
  if (!known) throw new PkiError('SM2 point', 'bad-point')
  try {
    const point = Sm2Point.fromBytes(form)
    point.assertValidity()
    return point
  } catch {
    throw new PkiError('SM2 point', 'bad-point') // the library's only reasons are about the point
  }
}

/** 04‖X‖Y of a point. */
export function encodePoint(point: Sm2Point): Uint8Array {
  return point.toBytes(false)
}

/** The scalar of 32 big-endian bytes if it is between 1 and n − 2, as a private key must be. */
export function privateScalar(bytes: Uint8Array): bigint {
  const d = bytes.length === 32 ? toBigInt(bytes) : 0n
  if (d < 1n || d > SM2_CURVE.n - 2n) throw new PkiError('SM2 private key', 'bad-private-key')
  return d
}

/** 32 big-endian bytes of a scalar or coordinate. */
export function encodeScalar(value: bigint): Uint8Array {
  return fromBigInt(value, 32)
}
