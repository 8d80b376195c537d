import smCrypto from 'sm-crypto'
import { sm2 as v2, sm3 as v2Sm3, sm4 as v2Sm4 } from 'sm-crypto-v2'
import * as pki from '../src/pki/index.ts'
import type { Row } from './row.ts'
import { type OpensslSpeed, opensslSm2 } from './sm2-parts/openssl-speed.ts'

// All contenders take turns in each round, on the same data. A row holds medians over the rounds.

const ROUNDS = 7
const SLICE_MS = 150
const MEGABYTE = 1024 * 1024

type Contenders = Readonly<Record<string, () => unknown>>

// This thread's processor time, which `openssl speed` counts too: the rest of the machine does not matter.
function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function perSecond(work: () => unknown): number {
  let count = 0
  const start = processorMs()
  let passed = 0
  while (passed < SLICE_MS) {
    work()
    count++
    passed = processorMs() - start
  }
  return (count * 1000) / passed
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

function race(contenders: Contenders): Readonly<Record<string, number>> {
  const names = Object.keys(contenders)
  const results = new Map<string, number[]>(names.map((name) => [name, []]))
  for (let round = -1; round < ROUNDS; round++) {
    for (const name of names) {
      const rate = perSecond(contenders[name] ?? (() => null))
      if (round >= 0) results.get(name)?.push(rate) // the round before the first only warms up
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(results.get(name) ?? [])]))
}

type Budget = Readonly<Record<string, number>>

function row(
  name: string,
  unit: string,
  rates: Readonly<Record<string, number>>,
  budget: Budget,
  best: string,
): Row {
  const { ours = 0, ...peers } = rates
  const round = (value: number) => Math.round(value * 100) / 100
  const ratioTo = (peer: string) => ours / (peers[peer] ?? Number.NaN)
  const demands = Object.entries(budget)
  return {
    name,
    value: round(ours),
    unit,
    peers: Object.fromEntries(Object.entries(peers).map(([peer, value]) => [peer, round(value)])),
    ratio: round(ratioTo(best)),
    budget: demands.length === 0 ? null : demands.map(([peer, least]) => `≥ ${least}× ${peer}`).join(', '),
    holds: demands.length === 0 ? null : demands.every(([peer, least]) => ratioTo(peer) >= least),
  }
}

function signatures(): readonly Row[] {
  const pair = pki.generateSm2KeyPair()
  const [privateHex, publicHex] = [pki.toHex(pair.privateKey), pki.toHex(pair.publicKey)]
  const message = pki.randomBytes(100)
  const list = [...message]
  const signer = pki.prepareSm2Signer(pair.privateKey)
  const verifier = pki.prepareSm2Verifier(pair.publicKey)
  const signature = signer.sign(message)
  const signatureHex = pki.toHex(signature)
  // The best that sm-crypto-v2 can do: table and Z are prepared, and only Z ‖ M is hashed each time.
  const point = v2.precomputePublicKey(publicHex)
  const withZ = pki.concat(pki.sm2Z(pair.publicKey), message)
  const digest = () => pki.fromHex(v2Sm3(withZ))
  const options = { hash: true, der: true, publicKey: publicHex } as const
  const peer = opensslSm2()
  const sign = race({
    ours: () => signer.sign(message),
    'sm-crypto': () => smCrypto.sm2.doSignature(list, privateHex, options),
    'sm-crypto-v2': () => v2.doSignature(digest(), privateHex, { der: true }),
  })
  const verify = race({
    ours: () => mustHold(verifier.verify(message, signature)),
    'sm-crypto': () => mustHold(smCrypto.sm2.doVerifySignature(list, signatureHex, publicHex, options)),
    'sm-crypto-v2': () => mustHold(v2.doVerifySignature(digest(), signatureHex, point, { der: true })),
  })
  const withOpenssl = (rates: Readonly<Record<string, number>>, kind: 'sign' | 'verify') =>
    peer === null ? rates : { ...rates, openssl: peer[kind] }
  const v2Name = 'sm-crypto-v2'
  return [
    row('SM2 sign', 'a second', withOpenssl(sign, 'sign'), { 'sm-crypto': 25, [v2Name]: 1 }, v2Name),
    row('SM2 verify', 'a second', withOpenssl(verify, 'verify'), { 'sm-crypto': 30, [v2Name]: 1.2 }, v2Name),
    ...aims(sign, verify, peer),
  ]
}

function aims(
  sign: Readonly<Record<string, number>>,
  verify: Readonly<Record<string, number>>,
  peer: OpensslSpeed | null,
): readonly Row[] {
  if (peer === null) return []
  const of = (rates: Readonly<Record<string, number>>, openssl: number) => ({
    ours: rates.ours ?? 0,
    openssl,
  })
  return [
    row('SM2 sign against OpenSSL', 'a second', of(sign, peer.sign), { openssl: 0.8 }, 'openssl'),
    row('SM2 verify against OpenSSL', 'a second', of(verify, peer.verify), { openssl: 0.8 }, 'openssl'),
  ]
}

function mustHold(verified: boolean): void {
  if (!verified) throw new Error('a contender refused a right signature')
}

// There are so many keys in turn that the table of each is gone before it comes again: this measures first uses.
function strangers<Key>(make: () => Key): () => Key {
  const keys = Array.from({ length: 1000 }, make)
  let turn = 0
  return () => keys[turn++ % keys.length] ?? make()
}

function firstUses(): readonly Row[] {
  const message = pki.randomBytes(100)
  const next = strangers(() => {
    const { privateKey, publicKey } = pki.generateSm2KeyPair()
    return { publicKey, hex: pki.toHex(publicKey), signature: pki.sm2Sign(privateKey, message) }
  })
  const verify = race({
    ours: () => {
      const { publicKey, signature } = next()
      mustHold(pki.sm2Verify(publicKey, message, signature))
    },
    'sm-crypto-v2': () => {
      const { hex, signature } = next()
      const options = { hash: true, der: true, publicKey: hex } as const
      mustHold(v2.doVerifySignature(message, pki.toHex(signature), hex, options))
    },
  })
  const keyPairs = race({
    ours: () => pki.generateSm2KeyPair(),
    'sm-crypto-v2': () => v2.generateKeyPairHex(),
  })
  return [
    row('SM2 verify, a new key each time', 'a second', verify, {}, 'sm-crypto-v2'),
    row('SM2 key pairs', 'a second', keyPairs, {}, 'sm-crypto-v2'),
  ]
}

function encryption(): readonly Row[] {
  const pair = pki.generateSm2KeyPair()
  const privateHex = pki.toHex(pair.privateKey)
  const next = strangers(() => {
    const { publicKey } = pki.generateSm2KeyPair()
    return { publicKey, hex: pki.toHex(publicKey) }
  })
  const message = pki.randomBytes(100)
  const list = [...message]
  const ciphertext = pki.sm2Encrypt(pair.publicKey, message, 'c1c3c2')
  const hex = pki.toHex(ciphertext)
  const encrypt = race({
    ours: () => pki.sm2Encrypt(next().publicKey, message, 'c1c3c2'),
    'sm-crypto': () => smCrypto.sm2.doEncrypt(list, next().hex, 1),
    'sm-crypto-v2': () => v2.doEncrypt(message, next().hex, 1),
  })
  const decrypt = race({
    ours: () => pki.sm2Decrypt(pair.privateKey, ciphertext, 'c1c3c2'),
    'sm-crypto': () => smCrypto.sm2.doDecrypt(hex, privateHex, 1, { output: 'array' }),
    'sm-crypto-v2': () => v2.doDecrypt(hex, privateHex, 1, { output: 'array' }),
  })
  return [
    row('SM2 encrypt, a new key each time', 'a second', encrypt, {}, 'sm-crypto-v2'),
    row('SM2 decrypt', 'a second', decrypt, {}, 'sm-crypto-v2'),
  ]
}

function bulk(): readonly Row[] {
  const data = new Uint8Array(MEGABYTE).map((_, i) => i * 7)
  const key = pki.randomBytes(16)
  const iv = pki.randomBytes(16)
  const cbc = { mode: 'cbc', iv, output: 'array' } as const
  const ciphertext = pki.sm4CbcEncrypt(key, iv, data)
  const digest = race({ ours: () => pki.sm3(data), 'sm-crypto-v2': () => v2Sm3(data) })
  const encrypt = race({
    ours: () => pki.sm4CbcEncrypt(key, iv, data),
    'sm-crypto-v2': () => v2Sm4.encrypt(data, key, cbc),
  })
  const decrypt = race({
    ours: () => pki.sm4CbcDecrypt(key, iv, ciphertext),
    'sm-crypto-v2': () => v2Sm4.decrypt(ciphertext, key, cbc),
  })
  const nonce = pki.randomBytes(12)
  // The chain of CBC encryption cannot be cut into parts that run side by side, so it is the measure of the others.
  const chain = 'our SM4-CBC encryption'
  const parallel = race({
    ours: () => pki.sm4CbcDecrypt(key, iv, ciphertext),
    [chain]: () => pki.sm4CbcEncrypt(key, iv, data),
  })
  const sealed = race({
    ours: () => pki.sm4GcmSeal(key, nonce, data),
    [chain]: () => pki.sm4CbcEncrypt(key, iv, data),
  })
  const name = 'sm-crypto-v2'
  return [
    row('SM4-GCM, 1 MB', 'MB a second', sealed, { [chain]: 1.83 }, chain),
    row('SM4-CBC decrypt, 1 MB, beside encryption', 'MB a second', parallel, { [chain]: 1.83 }, chain),
    row('SM3, 1 MB', 'MB a second', digest, { [name]: 1.4 }, name),
    row('SM4-CBC encrypt, 1 MB', 'MB a second', encrypt, { [name]: 1.5 }, name),
    row('SM4-CBC decrypt, 1 MB', 'MB a second', decrypt, { [name]: 1.5 }, name),
  ]
}

/** Compares SM2, SM3 and SM4 with the libraries that people choose, and with OpenSSL. */
export async function bench(): Promise<readonly Row[]> {
  return [...signatures(), ...firstUses(), ...encryption(), ...bulk()]
}
