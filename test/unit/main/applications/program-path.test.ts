import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pathProblem, programAt } from '../../../../src/main/applications/program-path.ts'

const folder = mkdtempSync(join(tmpdir(), 'programs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const codeOf = (path: string, platform: NodeJS.Platform): string | null =>
  pathProblem(path, platform)?.code ?? null

describe('the place of a program on Windows', () => {
  it.each([
    ['C:\\Program Files\\电子申请\\cponline.exe', null],
    ['d:/apps/tool.EXE', null],
    ['C:\\Windows\\System32\\cmd.exe', 'program-interpreter'],
    ['C:\\Windows\\System32\\CMD.EXE', 'program-interpreter'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'program-interpreter'],
    ['C:\\Windows\\SysWOW64\\rundll32.exe', 'program-interpreter'],
    ['C:\\Windows\\System32\\mshta.exe', 'program-interpreter'],
    ['C:\\Python312\\python3.12.exe', 'program-interpreter'],
    ['C:\\apps\\tool.bat', 'program-script'],
    ['C:\\apps\\tool.cmd', 'program-script'],
    ['C:\\apps\\tool.ps1', 'program-script'],
    ['C:\\apps\\tool.vbs', 'program-script'],
    ['C:\\apps\\tool.lnk', 'program-script'],
    ['C:\\apps\\tool.url', 'program-script'],
    ['C:\\apps\\tool.scr', 'program-script'],
    ['C:\\apps\\tool.msi', 'program-script'],
    ['C:\\apps\\tool.com', 'program-script'],
    ['C:\\apps\\photo.jpg', 'program-script'],
    ['\\\\server\\share\\tool.exe', 'program-remote'],
    ['//server/share/tool.exe', 'program-remote'],
    ['\\\\?\\C:\\apps\\tool.exe', 'program-remote'],
    ['\\\\.\\pipe\\tool.exe', 'program-remote'],
    ['C:\\apps\\tool.exe /c calc', 'program-path-strange'],
    ['"C:\\apps\\tool.exe"', 'program-path-strange'],
    ['C:\\apps\\tool.exe --run "x.exe"', 'program-path-strange'],
    ['C:\\apps\\..\\Windows\\tool.exe', 'program-path-strange'],
    ['C:\\apps\\tool.exe:hidden.exe', 'program-path-strange'],
    ['C:\\apps\\cmd.exe.', 'program-path-strange'],
    ['C:tool.exe', 'program-path-strange'],
    ['tool.exe', 'program-path-strange'],
    ['https://example.org/tool.exe', 'program-path-strange'],
    ['C:\\apps\\\u202Eexe.tool.exe', 'program-path-strange'],
    ['C:\\apps\\tool\n.exe', 'program-path-strange'],
  ] as readonly (readonly [string, string | null])[])('%s: %s', (path, code) => {
    expect(codeOf(path, 'win32')).toBe(code)
  })
})

describe.runIf(process.platform === 'linux')('a program on this computer', () => {
  const codeAt = (path: string): string | null => {
    try {
      programAt(path, 'linux')
      return null
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
  }
  const program = join(folder, 'tool')
  copyFileSync('/bin/true', program)
  chmodSync(program, 0o755)

  it('is found by its content, through links too', () => {
    expect(programAt(program, 'linux')).toBe(program)
    symlinkSync(program, join(folder, 'link'))
    expect(programAt(join(folder, 'link'), 'linux')).toBe(program)
  })

  it('is none if it is a script, a text, a folder, not there or may not be run', () => {
    writeFileSync(join(folder, 'script'), '#!/bin/sh\ntouch x\n', { mode: 0o755 })
    mkdirSync(join(folder, 'a-folder'))
    copyFileSync('/bin/true', join(folder, 'plain'))
    chmodSync(join(folder, 'plain'), 0o644)
    const codes = ['script', 'a-folder', 'plain', 'nothing'].map((name) => codeAt(join(folder, name)))
    expect(codes).toEqual(['program-script', 'program-script', 'program-script', 'program-missing'])
  })

  it('is refused where a link of another name leads to an interpreter', () => {
    symlinkSync('/bin/bash', join(folder, 'invoice'))
    expect(codeAt(join(folder, 'invoice'))).toBe('program-interpreter')
    expect(codeAt('/bin/sh')).toBe('program-interpreter')
    expect(codeAt('/usr/bin/env')).toBe('program-interpreter')
  })
})
