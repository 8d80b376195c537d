import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../src/main/certificate-store/commands.ts'
import type { Ran } from '../../../../src/main/certificate-store/run-command.ts'
import { systemProgram } from '../../../../src/main/files/system-program.ts'
import { setWindowsAutostart, windowsCommandLine } from '../../../../src/main/shell/windows-autostart.ts'

const recorder = (outcome: Ran['outcome'] = 'done') => {
  const asked: Command[] = []
  const run = async (command: Command): Promise<Ran> => {
    asked.push(command)
    return { outcome, said: 'no' }
  }
  return { asked, run }
}

describe('the entry with which Windows starts the assistant', () => {
  it('is read by the C runtime as the arguments that it was made of', () => {
    expect(windowsCommandLine(['C:\\a\\node.exe', '--hidden'])).toBe('C:\\a\\node.exe --hidden')
    expect(windowsCommandLine(['C:\\证书 助手\\node.exe'])).toBe('"C:\\证书 助手\\node.exe"')
    expect(windowsCommandLine(['D:\\a b\\'])).toBe('"D:\\a b\\\\"')
    expect(windowsCommandLine(['say "x"', 'a\\"b', ''])).toBe('"say \\"x\\"" "a\\\\\\"b" ""')
  })

  it('is refused if Windows would not start it, and nothing is written', async () => {
    const { asked, run } = recorder()
    const long = `C:\\${'x'.repeat(300)}\\node.exe`
    await expect(setWindowsAutostart(true, [long], run)).rejects.toMatchObject({ code: 'autostart-refused' })
    expect(asked).toEqual([])
  })

  it('is no error when it is to go and is not there; a refusal to make it is one', async () => {
    const { asked, run } = recorder('refused')
    await setWindowsAutostart(false, [], run)
    expect(asked).toHaveLength(1)
    await expect(setWindowsAutostart(true, ['a'], run)).rejects.toMatchObject({ code: 'autostart-refused' })
  })
})

describe('a program of Windows', () => {
  it('is never looked for beside a download', () => {
    expect(systemProgram('reg', 'win32', { SystemRoot: 'D:\\WinNT' })).toBe('D:\\WinNT\\System32\\reg.exe')
    expect(systemProgram('reg', 'win32', {})).toBe('C:\\Windows\\System32\\reg.exe')
  })

  it('is left as it is where it has a folder, and on other systems', () => {
    expect(systemProgram('C:\\x\\a.exe', 'win32', {})).toBe('C:\\x\\a.exe')
    expect(systemProgram('certutil', 'linux', {})).toBe('certutil')
  })
})
