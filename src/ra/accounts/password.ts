import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

// 32 MiB and about 50 ms: acceptable for an online login, and each guess at a stolen table costs the same.
const COST = { N: 2 ** 14, r: 8, p: 1 } as const

/** scrypt with its parameters and salt, as one line of text. */
export async function hashPassword(password: string, cost: ScryptOptions = COST): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether this is the password. It takes as long if there is none to compare with. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = (stored ?? NOBODY).split('$')
  const [N, r, p] = parts.slice(1, 4).map(Number)
  const salt = Buffer.from(parts[4] ?? '', 'base64url')
  const expected = Buffer.from(parts[5] ?? '', 'base64url')
  const key = await derive(password, salt, { N: N ?? COST.N, r: r ?? COST.r, p: p ?? COST.p })
  return expected.length === key.length && timingSafeEqual(key, expected) && stored !== null
}

const NOBODY = `scrypt$${COST.N}$8$1$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer) => (error === null ? resolve(key) : reject(error))
    scrypt(password.normalize('NFKC'), salt, 32, { ...options, maxmem: 64 * 1024 * 1024 }, done)
  })
}
