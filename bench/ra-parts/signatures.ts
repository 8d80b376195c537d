import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { sm2 as v2 } from 'sm-crypto-v2'
import { generateSm2KeyPair, prepareSm2Signer, sm2Digest, toHex } from '../../src/pki/index.ts'
import { SM2_CURVE } from '../../src/pki/sm2/curve.ts'
import { opensslSm2 } from '../sm2-parts/openssl-speed.ts'
import { processorTime } from './processor-time.ts'

const LENGTH = 700 // of a certificate without its signature

/** Processor time of one SM2 signature in milliseconds with a prepared key, by each implementation at hand. */
export type SignatureTimes = { readonly ours: number; readonly others: Readonly<Record<string, number>> }

export function signatureTimes(): SignatureTimes {
  const openssl = opensslSm2()
  return {
    ours: ours(),
    others: {
      'SM2 on noble/curves': onNoble(),
      'sm-crypto-v2': bySmCryptoV2(),
      ...(openssl === null ? {} : { OpenSSL: 1000 / openssl.sign }),
    },
  }
}

function ours(): number {
  const signer = prepareSm2Signer(generateSm2KeyPair().privateKey)
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH))
  return processorTime(300, () => signer.sign(bytes))
}

function bySmCryptoV2(): number {
  const pair = generateSm2KeyPair()
  const key = toHex(pair.privateKey)
  const digest = toHex(sm2Digest(pair.publicKey, new Uint8Array(LENGTH)))
  return processorTime(100, () => v2.doSignature(digest, key, { der: true }))
}

/** GB/T 32918.2 clause 6.1 in its shortest form, with the generator's table and (1 + d)⁻¹ precomputed. */
function onNoble(): number {
  const { BASE, Fn } = weierstrass<bigint>(SM2_CURVE)
  BASE.precompute(8)
  const pair = generateSm2KeyPair()
  const d = BigInt(`0x${toHex(pair.privateKey)}`)
  const factor = Fn.inv(Fn.create(1n + d))
  const e = Fn.create(BigInt(`0x${toHex(sm2Digest(pair.publicKey, new Uint8Array(LENGTH)))}`))
  return processorTime(100, () => {
    const k = Fn.create(BigInt(`0x${toHex(crypto.getRandomValues(new Uint8Array(32)))}`))
    const r = Fn.create(e + BASE.multiply(k).toAffine().x)
    return { r, s: Fn.mul(factor, Fn.sub(k, Fn.mul(r, d))) }
  })
}
