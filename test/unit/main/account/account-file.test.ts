import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forgetSession, readAccountFile } from '../../../../src/main/account/account-file.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'account-'))

describe('a session that was ended', () => {
  it('is removed from the file, which keeps the id of the installation', () => {
    const path = join(folder(), 'account.json')
    forgetSession(path, { clientId: 'client-of-this-machine', sessions: [] })
    expect(readAccountFile(path)).toEqual({ clientId: 'client-of-this-machine', sessions: [] })
  })

  it('is gone even if nothing can be written', () => {
    // The name is so long that no file beside it can be made, and every write begins with one.
    const path = join(folder(), 'a'.repeat(250))
    writeFileSync(path, '{"session":{"token":"still worth something"}}')
    forgetSession(path, { clientId: 'client-of-this-machine', sessions: [] })
    expect(existsSync(path)).toBe(false)
  })
})

it('a damaged file is kept aside when the next one is written', () => {
  const path = join(folder(), 'account.json')
  writeFileSync(path, '{"format":2')
  expect(readAccountFile(path)).toBe(null)
  forgetSession(path, { clientId: 'client-of-this-machine', sessions: [] })
  const [aside] = readdirSync(dirname(path)).filter((name) => name.endsWith('.aside'))
  expect(readFileSync(join(dirname(path), aside ?? ''), 'utf8')).toBe('{"format":2')
})
