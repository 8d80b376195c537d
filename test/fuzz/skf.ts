import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createUkey, plugUkey } from '../../src/native/virtual-ukey/ukey.ts'

// Calls the virtual Ukey's SKF functions at random, the library and the caller both under AddressSanitizer and UBSan.
// Any answer is right; a crash, a report or a call that does not come back is wrong.

const root = fileURLToPath(new URL('../..', import.meta.url))
const headers = join(root, 'drivers/virtual-ukey/skf')
const sanitizers = ['-g', '-O1', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined']

function run(program: string, args: readonly string[], timeout?: number): string {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ended with ${status ?? signal}\n${stdout}${stderr}`)
  return stdout
}

export type SkfFuzzResult = { readonly calls: number; readonly accepted: number }

/** Makes random calls for this many seconds. The calls of a seed are repeatable, the library's own random numbers not. */
export function fuzz(seconds: number, seed: number): SkfFuzzResult {
  run(process.execPath, [join(root, 'scripts/build-ukey.mjs'), '--asan'])
  const home = mkdtempSync(join(tmpdir(), 'skf-fuzz-'))
  try {
    const program = join(home, 'skf-fuzz')
    run(process.env.CC ?? 'cc', [
      ...sanitizers,
      '-Wall',
      '-Wextra',
      '-Werror',
      `-I${headers}`,
      join(root, 'test/fuzz/skf/skf-fuzz.c'),
      '-o',
      program,
      '-ldl',
    ])
    for (const id of ['alice', 'bob']) createUkey(home, id)
    for (const id of ['alice', 'bob']) plugUkey(home, id)
    run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:1024',
      '-nodes',
      '-keyout',
      join(home, 'key.pem'),
      '-subj',
      '/CN=fuzz',
      '-outform',
      'DER',
      '-out',
      join(home, 'certificate.der'),
    ])
    const library = join(root, 'build/ukey/libvirtual-ukey-skf-asan.so')
    const said = run(program, [library, home, `${seconds}`, `${seed}`], (seconds + 120) * 1000)
    const [, calls, accepted] = /^(\d+) calls, (\d+) accepted$/m.exec(said) ?? []
    if (calls === undefined || accepted === undefined) throw new Error(`what is that? ${said}`)
    return { calls: Number(calls), accepted: Number(accepted) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
