import { execFile } from 'node:child_process'
import { systemProgram } from '../files/system-program.ts'
import type { Command, ProgramCommand } from './commands.ts'
import { changeWindowsStore } from './windows-store.ts'

export type Ran = { readonly outcome: 'done' | 'refused' | 'missing'; readonly said: string }

export type RunCommand = (command: Command) => Promise<Ran>

const patience = 15_000

/** Runs one program to its end. There is no shell, so no name in a certificate can be read as a command. */
const runProgram = ({ program, args }: ProgramCommand): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { timeout: patience, windowsHide: true }
    execFile(systemProgram(program), [...args], options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim().slice(0, 500)
      if (error === null) return resolve({ outcome: 'done', said })
      resolve({ outcome: error.code === 'ENOENT' ? 'missing' : 'refused', said: said || error.message })
    })
  })

/** Runs a program, or changes a store of Windows. */
export const runCommand: RunCommand = (command) =>
  'program' in command ? runProgram(command) : changeWindowsStore(command)
