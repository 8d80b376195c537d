import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  isAssistant,
  isLeftHost,
  type OwnProcess,
  ownProcesses,
} from '../../../../src/main/diagnosis/processes.ts'
import { list } from './listed-processes.ts'
import { computer } from './step-world.ts'

const { top } = computer()
const here = () => ownProcesses({ platform: 'linux', processes: top() })
const running = (...args: readonly string[]): OwnProcess => ({ pid: 9, parent: 5, program: 'x', args })

describe('the processes of this user', () => {
  it('have a number, a parent, a name and what they were told', () => {
    list(top(), 12, { parent: 7, comm: 'assistant', args: ['/opt/a/cert-assistant', '--home', '/b c'] })
    expect(here()).toEqual([
      { pid: 12, parent: 7, program: 'assistant', args: ['/opt/a/cert-assistant', '--home', '/b c'] },
    ])
  })

  it('are called as their program if they have no name', () => {
    list(top(), 12, { args: ['/usr/bin/node', 'a.js'] })
    expect(here()).toMatchObject([{ program: 'node' }])
  })

  it('are not what has no number, no command line or has ended', () => {
    list(top(), 'self')
    list(top(), '12a')
    list(top(), 13, { args: [] })
    list(top(), 14)
    rmSync(join(top(), '14', 'status'))
    mkdirSync(join(top(), '15'))
    list(top(), 16)
    expect(here().map(({ pid }) => pid)).toEqual([16])
  })

  it('are not looked for on other systems', () => {
    list(top(), 12)
    expect(ownProcesses({ platform: 'win32', processes: top() })).toEqual([])
    expect(ownProcesses({ platform: 'darwin', processes: '/no/such/folder' })).toEqual([])
  })
})

describe('an assistant is', () => {
  it.each<[readonly string[], boolean]>([
    [['/opt/cert-assistant/cert-assistant'], true],
    [['C:\\Programs\\cert-assistant.exe', '--hidden'], true],
    [['/opt/cert-assistant/cert-assistant-1.2.0'], true],
    [['cert-assistant'], false],
    [['/opt/cert-assistant/cert-assistant.exe.bak'], false],
    [['/opt/my-cert-assistant'], false],
    [['/usr/bin/node', '/a/out/main/index.js'], true],
    [['node', '--flag', '/a/out/main/web.js'], true],
    [['/a/electron', '/a/src/main/shell/electron/main.ts'], true],
    [['/a/node.exe', 'C:\\a\\src\\main\\shell\\web\\main.ts'], true],
    [['/opt/cert-assistant/cert-assistant', '/a/out/main/web.js'], true],
    [['/usr/bin/node', '/a/out/main/other.js'], false],
    [['/usr/bin/node', '/a/out/main/index.js.map'], false],
    [['/usr/bin/node'], false],
    [['/usr/bin/vim', '/a/out/main/index.js'], false],
    [['/usr/bin/node', '/a/x.js', '/a/out/main/index.js'], false],
    [['/opt/cert-assistant/cert-assistant', '--type=renderer'], false],
    [['/opt/cert-assistant/cert-assistant', '--extension-host'], false],
    [[], false],
  ])('%j: %s', (args, is) => {
    expect(isAssistant(running(...args))).toBe(is)
  })
})

describe('a host that was left is', () => {
  const application = '{"application":5,"x":1}'
  const other = { ...running('/usr/bin/x'), pid: 5 }

  it.each<[readonly string[], number, boolean]>([
    [['/usr/bin/node', '/a/token-host.js', application], 7, false],
    [['/usr/bin/node', '/a/token-host.js', '{"application":6}'], 5, true],
    [['/usr/bin/node', '/a/token-host.js', '{"application":1}'], 5, true],
    [['/usr/bin/node', '/a/token-host.js'], 5, false],
    [['/usr/bin/node', '/a/token-host.js'], 6, true],
    [['/usr/bin/node', 'skf-host.ts'], 1, true],
    [['/usr/bin/node', '--x', 'C:\\a\\pfx-opener.js'], 0, true],
    [['/usr/bin/node', '/a/my-token-host.js'], 1, false],
    [['/usr/bin/node', '/a/token-host.mjs'], 1, false],
    [['/usr/bin/vim', '/a/token-host.js'], 1, false],
  ])('%j of %i: %s', (args, parent, is) => {
    const one = { ...running(...args), parent }
    expect(isLeftHost(one, [one, other])).toBe(is)
  })

  it('one whose application is number 1, though there is such a process', () => {
    const one = { ...running('/usr/bin/node', '/a/token-host.js'), parent: 1 }
    expect(isLeftHost(one, [one, { ...other, pid: 1 }])).toBe(true)
    const second = { ...one, parent: 2 }
    expect(isLeftHost(second, [second, { ...other, pid: 2 }])).toBe(false)
  })
})
