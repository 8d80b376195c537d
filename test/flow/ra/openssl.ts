import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** OpenSSL's command line in its own folder: a judge from outside this project. */
export type OpenSsl = {
  readonly put: (name: string, content: Uint8Array | string) => string
  readonly get: (name: string) => Buffer
  readonly path: (name: string) => string
  /** Standard output and error together; throws if the exit code is not 0. */
  readonly run: (...args: readonly string[]) => string
  /** The same, while this process continues to serve: for commands that call the authority. */
  readonly call: (...args: readonly string[]) => Promise<string>
  /** The element at an offset of a DER file, header included, as `openssl asn1parse` cuts it out. */
  readonly cut: (file: string, offset: number, out: string) => string
  readonly outline: (file: string) => readonly Element[]
  /** Whether the signature over the bytes is right for SM2 with SM3 under the default identity. */
  readonly verify: (publicKeyPem: string, tbs: string, signature: string) => boolean
  readonly end: () => void
}

export type Element = { readonly offset: number; readonly depth: number; readonly tag: string }

const identity = 'distid:1234567812345678'

export function openssl(): OpenSsl {
  const dir = mkdtempSync(join(tmpdir(), 'ra-openssl-'))
  const path = (name: string) => join(dir, name)
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`openssl ${args[0]} ended with ${status}: ${stdout}${stderr}`)
    return `${stdout}${stderr}`
  }
  const outline = (file: string): readonly Element[] =>
    execFileSync('openssl', ['asn1parse', '-inform', 'DER', '-in', file], { encoding: 'utf8' })
      .split('\n')
      .flatMap((line) => {
        const match = /^\s*(\d+):d=(\d+)\s+hl=\d+\s+l=\s*\d+\s+(?:prim|cons):\s+(.*?)\s*(?::.*)?$/.exec(line)
        return match
          ? [
              {
                offset: Number(match[1]),
                depth: Number(match[2]),
                tag: (match[3] ?? '').replace(/\s*\[HEX DUMP\].*/, ''),
              },
            ]
          : []
      })
  return {
    path,
    run,
    call: (...args) =>
      new Promise((resolve, reject) => {
        execFile('openssl', args, { encoding: 'utf8', timeout: 20_000 }, (error, stdout, stderr) => {
          const text = `${stdout}${stderr}`
          if (error === null) resolve(text)
          else reject(new Error(`openssl ${args[0]}: ${text}`))
        })
      }),
    outline,
    put: (name, content) => {
      writeFileSync(path(name), content)
      return path(name)
    },
    get: (name) => readFileSync(path(name)),
    cut: (file, offset, out) => {
      run(
        'asn1parse',
        '-inform',
        'DER',
        '-in',
        file,
        '-strparse',
        String(offset),
        '-noout',
        '-out',
        path(out),
      )
      return path(out)
    },
    verify: (publicKeyPem, tbs, signature) => {
      const args = [
        'dgst',
        '-sm3',
        '-verify',
        publicKeyPem,
        '-sigopt',
        identity,
        '-signature',
        signature,
        tbs,
      ]
      return spawnSync('openssl', args, { encoding: 'utf8' }).stdout.includes('Verified OK')
    },
    end: () => rmSync(dir, { recursive: true, force: true }),
  }
}
