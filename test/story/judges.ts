import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

// Independent programs that check what the product left behind.

const identity = ['-vfyopt', 'distid:1234567812345678']
const kept = z.object({ certificates: z.array(z.string()).min(2) })

const openssl = (folder: string, ...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const pem = (folder: string, name: string, der: Uint8Array): string => {
  writeFileSync(join(folder, `${name}.der`), der)
  openssl(folder, 'x509', '-inform', 'DER', '-in', `${name}.der`, '-out', `${name}.pem`)
  return `${name}.pem`
}

/** Issuing certificate and root of the authority inside, as the product keeps them. */
export const authorityCertificates = (home: string): readonly Uint8Array[] =>
  kept
    .parse(JSON.parse(readFileSync(join(home, 'authorities', 'demo.json'), 'utf8')))
    .certificates.map((text) => new Uint8Array(Buffer.from(text, 'base64')))

/** OpenSSL's verdict on a certificate and on the one above it. Its SM2 identity applies to one at a time. */
export const verified = (folder: string, certificate: Uint8Array, chain: readonly Uint8Array[]): string => {
  const [issuing = new Uint8Array(), root = new Uint8Array()] = chain
  const [leaf, above, top] = [
    pem(folder, 'leaf', certificate),
    pem(folder, 'issuing', issuing),
    pem(folder, 'root', root),
  ]
  const below = openssl(folder, 'verify', ...identity, '-partial_chain', '-trusted', above, leaf)
  return `${below}${openssl(folder, 'verify', ...identity, '-CAfile', top, above)}`.trim()
}

/** OpenSSL's verdict on a DER signature over a message under the key of a certificate. */
export const signatureVerdict = (
  folder: string,
  certificate: Uint8Array,
  message: string,
  signature: Uint8Array,
): string => {
  const leaf = pem(folder, 'signer', certificate)
  const key = openssl(folder, 'x509', '-in', leaf, '-pubkey', '-noout')
  writeFileSync(join(folder, 'signer.pub'), key)
  writeFileSync(join(folder, 'message'), message)
  writeFileSync(join(folder, 'signature'), signature)
  const how = ['-sm3', '-verify', 'signer.pub', '-sigopt', 'distid:1234567812345678']
  return openssl(folder, 'dgst', ...how, '-signature', 'signature', 'message').trim()
}
