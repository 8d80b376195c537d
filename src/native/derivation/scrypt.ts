import { type ScryptOptions, scrypt } from 'node:crypto'
import { z } from 'zod'
import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { Turns } from './turns.ts'

const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n))

/** The cost of turning a PIN or a password into a key. It is stored in the file, so that later files can cost more. */
export const kdfCost = z.strictObject({
  N: z.int().min(1024).refine(isPowerOfTwo),
  r: z.int().min(1),
  p: z.int().min(1),
})
export type KdfCost = z.infer<typeof kdfCost>

const MOST_MEMORY = 128 * 1024 * 1024
/** N·r·p: eight times the cost of our own files, about two seconds on a desktop of 2020. */
const MOST_WORK = 1 << 22

/** Refuses a file that was made to be slow or to use up the machine's memory. */
const mustBePayable = ({ N, r, p }: KdfCost): void => {
  if (128 * N * r > MOST_MEMORY || N * r * p > MOST_WORK) throw new AssistantError('file-too-costly')
}

const scryptOf = (password: Uint8Array, salt: Uint8Array, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 64, options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })

export type Derivation = {
  readonly secret: Pin
  readonly salt: Uint8Array
  readonly cost: KdfCost
  readonly turns: Turns
  readonly signal?: AbortSignal | undefined
}

/** The slow step from a PIN or password to a key: 64 bytes of scrypt, computed beside the main thread. */
export const scryptKey = async ({ secret, salt, cost, turns, signal }: Derivation): Promise<Buffer> => {
  mustBePayable(cost)
  return turns.run(signal, async () => {
    const password = Buffer.from(secret.reveal().normalize('NFC'))
    try {
      // `mustBePayable` is the bound; this one only has to be wider.
      const key = await scryptOf(password, salt, { ...cost, maxmem: 2 * MOST_MEMORY })
      if (signal?.aborted) key.fill(0) // the caller has gone and will not overwrite it
      return key
    } finally {
      password.fill(0)
    }
  })
}
