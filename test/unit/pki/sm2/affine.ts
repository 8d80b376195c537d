import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { SM2_CURVE } from '../../../../src/pki/sm2/curve.ts'

export type Affine = { readonly x: bigint; readonly y: bigint }

const Judge = weierstrass<bigint>(SM2_CURVE)
const bare = ({ x, y }: Affine): Affine => ({ x, y })

/** The sum of two points by an independent implementation. */
export const plus = (left: Affine, right: Affine): Affine =>
  bare(Judge.fromAffine(left).add(Judge.fromAffine(right)).toAffine())

/** n·P by an independent implementation. */
export const times = (point: Affine, n: bigint): Affine =>
  bare(Judge.fromAffine(point).multiplyUnsafe(n).toAffine())
