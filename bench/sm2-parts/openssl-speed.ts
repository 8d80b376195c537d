import { execFileSync } from 'node:child_process'

export type OpensslSpeed = { readonly sign: number; readonly verify: number }

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Signatures and verifications a second by `openssl speed`: medians of five rounds, null without OpenSSL. */
export function opensslSm2(): OpensslSpeed | null {
  try {
    const rounds = Array.from({ length: 5 }, () => {
      const said = execFileSync('openssl', ['speed', '-seconds', '1', 'sm2'], { stdio: 'pipe' }).toString()
      const [sign = 0, verify = 0] = (said.trim().split('\n').at(-1) ?? '')
        .trim()
        .split(/\s+/)
        .slice(-2)
        .map(Number)
      return { sign, verify }
    })
    return { sign: median(rounds.map((r) => r.sign)), verify: median(rounds.map((r) => r.verify)) }
  } catch (error) {
    console.error(`openssl speed could not run: ${error instanceof Error ? error.message : error}`)
    return null
  }
}
