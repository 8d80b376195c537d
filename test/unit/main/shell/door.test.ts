import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDoors, doorFile, isDoorName } from '../../../../src/main/shell/door.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'door-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const url = 'http://127.0.0.1:4321/?token=abc'

describe('the file that leads a browser to the assistant', () => {
  it('is only for its owner, leads to the address and does not have the token in its name', () => {
    const name = createDoors(home).open(url, 'abc') ?? ''
    expect(isDoorName(name)).toBe(true)
    expect(name).not.toContain('abc')
    const file = doorFile(home, name)
    expect(file).toBe(join(home, 'web', name))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'web')).mode & 0o777).toBe(0o700)
    expect(readFileSync(file, 'utf8').split(url)).toHaveLength(4)
    expect(readFileSync(file, 'utf8')).toContain('content="no-referrer"')
  })

  it('shuts a folder that others could read', () => {
    mkdirSync(join(home, 'web'), { mode: 0o755 })
    writeFileSync(join(home, 'web', 'of-somebody'), '')
    createDoors(home).open(url, 'abc')
    expect(statSync(join(home, 'web')).mode & 0o777).toBe(0o700)
  })

  it('is a file of its own for each token, and goes alone', () => {
    const doors = createDoors(home)
    const [one, other] = [doors.open(url, 'a') ?? '', doors.open(url, 'b') ?? '']
    expect(one).not.toBe(other)
    doors.close('a')
    doors.close('a')
    expect(readdirSync(join(home, 'web'))).toEqual([other])
    doors.closeAll()
    expect(existsSync(join(home, 'web'))).toBe(false)
  })

  it('is not written over what somebody put there, and not where no folder can be', () => {
    const doors = createDoors(home)
    expect(doors.open(url, 'a')).not.toBeNull()
    expect(doors.open(url, 'a')).toBeNull()
    doors.closeAll()
    writeFileSync(join(home, 'web'), 'a file')
    expect(doors.open(url, 'a')).toBeNull()
  })

  it('does not outlive the assistant that was killed, and nothing of anybody else goes with it', () => {
    const left = createDoors(home).open(url, 'a') ?? ''
    writeFileSync(join(home, 'web', 'of-somebody.html'), '')
    createDoors(home)
    expect(existsSync(doorFile(home, left))).toBe(false)
    expect(readdirSync(join(home, 'web'))).toEqual(['of-somebody.html'])
  })

  it.each([
    [`open-${'0'.repeat(31)}.html`],
    [`open-${'0'.repeat(33)}.html`],
    [`open-${'g'.repeat(32)}.html`],
    [`x-open-${'0'.repeat(32)}.html`],
    [`open-${'0'.repeat(32)}.html.txt`],
    [`open-${'0'.repeat(32)}xhtml`],
  ])('is never called %s', (name) => {
    expect(isDoorName(name)).toBe(false)
  })
})
