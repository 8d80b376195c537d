import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'

/** A new folder of keys for each test. */
export function newHomes(): () => string {
  const top = mkdtempSync(join(tmpdir(), 'ukeys-'))
  let [home, count] = [top, 0]
  beforeEach(() => {
    home = join(top, String(++count))
  })
  afterAll(() => rmSync(top, { recursive: true, force: true }))
  return () => home
}
