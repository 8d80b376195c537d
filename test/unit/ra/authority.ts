import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressesUnder } from '../../../src/ra/ca/addresses.ts'
import { type CaKeys, openCaKeys } from '../../../src/ra/ca/ca-keys.ts'

export const addresses = addressesUnder('http://ra.example')

/** New keys of an authority; nothing of them stays on the disk. */
export function newCaKeys(now: number): CaKeys {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  try {
    return openCaKeys(join(folder, 'ca.json'), 'a passphrase of the test', '示例', now)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
