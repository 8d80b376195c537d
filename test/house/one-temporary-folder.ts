import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a run leaves behind lies in one folder, also what a killed program could not clear away, and goes with it. */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'ca-'))
  // As the system's own: tests act as other users too.
  chmodSync(folder, 0o1777)
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  return () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
