import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileLauncher, versionText } from '../../../../scripts/launcher.mjs'
import { isComplete, layoutOf } from '../../../../src/main/versions/layout.ts'
import { readState, type VersionState, writeState } from '../../../../src/main/versions/state-file.ts'

// The real launcher, with programs that say what they are and end as they are told.

const folder = mkdtempSync(join(tmpdir(), 'launcher-'))
const compiled = join(folder, 'cert-assistant')
const compiledForConsole = join(folder, 'cert-assistant-console')
let root: string
let count = 0
beforeAll(() => {
  expect(compileLauncher(compiled)).toBeNull()
  expect(compileLauncher(compiledForConsole, { console: true })).toBeNull()
})
afterAll(() => rmSync(folder, { recursive: true }))

const versions = (...path: readonly string[]): string => join(root, 'versions', ...path)
const state = (): VersionState | null => readState(versions('state'))
const lay = (version: string, code = 0, name = version): void => {
  const at = versions(name)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'data.txt'), version)
  const script = `#!/bin/sh\necho "${version} $*"\nexit ${code}\n`
  writeFileSync(join(at, 'program'), script)
  chmodSync(join(at, 'program'), 0o755)
  const args = ['--first', { path: 'data.txt' }]
  writeFileSync(join(at, 'version.txt'), versionText(at, { program: 'program', args }))
}
const put = (rest: Partial<VersionState>): void =>
  writeState(versions('state'), {
    current: '0.2.0',
    before: '0.1.0',
    ready: false,
    starts: 0,
    back: null,
    ...rest,
  })
const launch = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(root, 'cert-assistant'), args, { encoding: 'utf8' })
  return { code: status, said: stdout.trim(), complained: stderr }
}
const started = (...args: readonly string[]): string => launch(...args).said.split(' ')[0] ?? ''

beforeEach(() => {
  count += 1
  root = join(folder, `根 ${count}`)
  mkdirSync(versions(), { recursive: true })
  execFileSync('cp', [compiled, join(root, 'cert-assistant')])
  lay('0.1.0')
  lay('0.2.0')
})

describe('the launcher', () => {
  it('starts the current version with its own arguments before those of the person, and ends as it does', () => {
    lay('0.2.0', 7)
    put({ ready: true })
    const { code, said } = launch('--home', '数据 "a"', '--hidden')
    expect(said).toBe(`0.2.0 --first ${versions('0.2.0', 'data.txt')} --home 数据 "a" --hidden`)
    expect(code).toBe(7)
  })
  it('counts starts of a version that is not ready, and takes it back at the third', () => {
    put({})
    expect([started(), state()?.starts]).toEqual(['0.2.0', 1])
    expect([started(), state()?.starts]).toEqual(['0.2.0', 2])
    expect(started()).toBe('0.1.0')
    expect(state()).toEqual({
      ...{ current: '0.1.0', before: null, ready: true, starts: 0 },
      back: { version: '0.2.0', reason: 'not-ready' },
    })
    expect(started()).toBe('0.1.0')
  })
  it('counts nothing once the version is ready', () => {
    put({ ready: true })
    for (let n = 0; n < 4; n++) expect(started()).toBe('0.2.0')
    expect(state()?.starts).toBe(0)
  })
  it('goes on trying where there is nothing to go back to', () => {
    put({ before: null })
    for (let n = 0; n < 4; n++) expect(started()).toBe('0.2.0')
  })
  it.each(['--quit', '--extension-host'])('does not count a start with %s', (argument) => {
    put({})
    for (let n = 0; n < 4; n++) expect(started(argument)).toBe('0.2.0')
    expect(state()?.starts).toBe(0)
  })
  it('starts it again, without what was to be opened and hidden, if it ends with 75', () => {
    put({ ready: true })
    const flag = join(root, 'once')
    writeFileSync(
      versions('0.2.0', 'program'),
      `#!/bin/sh\necho "$*"\n[ -e '${flag}' ] && exit 3\ntouch '${flag}'\nexit 75\n`,
    )
    const list = versionText(versions('0.2.0'), { program: 'program', args: [] })
    writeFileSync(versions('0.2.0', 'version.txt'), list)
    const { code, said } = launch('--hidden', '--home', 'here', 'file.pdf', '--no-open')
    expect(said.split('\n')).toEqual(['--hidden --home here file.pdf --no-open', '--home here --no-open'])
    expect(code).toBe(3)
  })
  const damage: readonly (readonly [string, () => void])[] = [
    ['its program is missing', () => rmSync(versions('0.2.0', 'program'))],
    ['a file is shorter', () => writeFileSync(versions('0.2.0', 'data.txt'), '')],
    ['its list is missing', () => rmSync(versions('0.2.0', 'version.txt'))],
    [
      'its list has no end',
      () => {
        const path = versions('0.2.0', 'version.txt')
        writeFileSync(path, readFileSync(path, 'utf8').replace('end\n', ''))
      },
    ],
    [
      'its list leads elsewhere',
      () => {
        const path = versions('0.2.0', 'version.txt')
        writeFileSync(path, readFileSync(path, 'utf8').replace('program program', 'program ../0.1.0/program'))
      },
    ],
    ['its folder is missing', () => rmSync(versions('0.2.0'), { recursive: true })],
  ]
  it.each(damage)('never starts a version of which %s, and says so', (_, harm) => {
    put({ ready: true })
    harm()
    expect(started()).toBe('0.1.0')
    expect(state()?.back).toEqual({ version: '0.2.0', reason: 'damaged' })
  })
  it.each(['', 'current\n', 'current ../../x\n', '\0\0\0'])(
    'starts the newest complete version if its note holds %j',
    (text) => {
      lay('0.10.0')
      lay('0.11.0')
      rmSync(versions('0.11.0', 'data.txt'))
      writeFileSync(versions('state'), text)
      expect(started()).toBe('0.10.0')
      expect(state()).toMatchObject({ current: '0.10.0', before: '0.2.0', ready: false, starts: 1 })
    },
  )
  it('starts a later version whose list has words that it does not know', () => {
    put({ ready: true })
    const path = versions('0.2.0', 'version.txt')
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('program program', 'of-later-years x\nprogram program'),
    )
    expect(started()).toBe('0.2.0')
    expect(isComplete(versions('0.2.0'))).toBe(true)
  })
  it('finishes an installation that was stopped between its last two renames', () => {
    put({ before: null, ready: true })
    renameSync(versions('0.2.0'), versions('.old-0.2.0'))
    lay('0.2.0', 0, '.new-0.2.0')
    rmSync(versions('0.1.0'), { recursive: true })
    expect(started()).toBe('0.2.0')
    expect(existsSync(versions('.new-0.2.0'))).toBe(false)
  })
  it('says in words that nothing is complete, and ends with 2', () => {
    rmSync(versions('0.1.0'), { recursive: true })
    rmSync(versions('0.2.0'), { recursive: true })
    const { code, complained } = launch()
    expect(code).toBe(2)
    expect(complained).toContain('Install it again')
    expect(launch('--quit').code).toBe(0)
  })
  it('lets one start decide at a time: another one counts nothing', () => {
    put({})
    const script = `#!/bin/sh\n[ "$2" = inner ] || "${join(root, 'cert-assistant')}" inner\n`
    writeFileSync(versions('0.2.0', 'program'), script)
    writeFileSync(
      versions('0.2.0', 'version.txt'),
      versionText(versions('0.2.0'), { program: 'program', args: ['x'] }),
    )
    launch()
    expect(state()?.starts).toBe(1)
  })
  it('puts a version in place for the installer, and keeps the one before to go back to', () => {
    put({ current: '0.1.0', before: null, ready: true })
    expect(launch('--put-in-place', '0.2.0').code).toBe(0)
    expect(state()).toMatchObject({ current: '0.2.0', before: '0.1.0', ready: false })
    expect(launch('--put-in-place', '0.2.0', '--tried').code).toBe(0)
    expect(state()).toMatchObject({ current: '0.2.0', before: null, ready: true })
    expect(launch('--put-in-place', '0.3.0').code).toBe(7)
    expect(state()?.current).toBe('0.2.0')
  })
})

describe('the launcher of the console program', () => {
  const withConsole = (version: string): void => {
    const at = versions(version)
    writeFileSync(join(at, 'console'), `#!/bin/sh\necho "console of ${version} $*"\ncat\nexit 4\n`)
    chmodSync(join(at, 'console'), 0o755)
    const console = { program: 'console', args: ['--own', { path: 'data.txt' }] }
    writeFileSync(join(at, 'version.txt'), versionText(at, { program: 'program', args: [] }, console))
  }
  const ask = (...args: readonly string[]) => {
    execFileSync('cp', [compiledForConsole, join(root, 'cert-assistant-console')])
    const program = join(root, 'cert-assistant-console')
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input: 'heard' })
    return { code: status, said: stdout, complained: stderr }
  }
  it('starts that of the current version, passes everything on, and counts nothing', () => {
    withConsole('0.2.0')
    put({})
    const many = Array.from({ length: 500 }, (_, n) => `文件 ${n}`)
    for (let n = 0; n < 4; n++)
      expect(ask('verify', ...many)).toEqual({
        code: 4,
        said: `console of 0.2.0 --own ${versions('0.2.0', 'data.txt')} verify ${many.join(' ')}\nheard`,
        complained: '',
      })
    expect(state()?.starts).toBe(0)
    expect(started()).toBe('0.2.0')
  })
  it('works while the product runs, whose launcher holds the lock', () => {
    withConsole('0.2.0')
    put({ ready: true })
    execFileSync('cp', [compiledForConsole, join(root, 'cert-assistant-console')])
    const script = `#!/bin/sh\n"${join(root, 'cert-assistant-console')}" inner </dev/null\n`
    writeFileSync(versions('0.2.0', 'program'), script)
    const list = readFileSync(versions('0.2.0', 'version.txt'), 'utf8')
    const size = `file ${Buffer.byteLength(script)} program`
    writeFileSync(versions('0.2.0', 'version.txt'), list.replace(/file \d+ program/, size))
    expect(launch().said).toContain('console of 0.2.0 --own')
  })
  it('ends with 2 if the version has none', () => {
    put({ ready: true })
    expect(ask('verify').code).toBe(2)
  })
})

describe('the layout', () => {
  it('is known by the place of the program', () => {
    expect(layoutOf(versions('0.2.0', 'program'), 'linux')).toMatchObject({ root, own: '0.2.0' })
    expect(layoutOf(join(root, 'cert-assistant'), 'linux')).toBeNull()
    expect(layoutOf(process.execPath)).toBeNull()
  })
  it('knows a complete folder as the launcher does', () => {
    expect(isComplete(versions('0.2.0'))).toBe(true)
    writeFileSync(versions('0.2.0', 'data.txt'), 'x')
    expect(isComplete(versions('0.2.0'))).toBe(false)
    expect(isComplete(versions('0.9.0'))).toBe(false)
  })
})
