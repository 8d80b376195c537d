import { execFile } from 'node:child_process'
import type { Command } from './commands.ts'

export type Ran = { readonly outcome: 'done' | 'refused' | 'missing'; readonly said: string }

export type RunCommand = (command: Command) => Promise<Ran>

const patience = 15_000

/** Runs one program to its end. There is no shell, so no name in a certificate can be read as a command. */
export const runCommand: RunCommand = ({ program, args }) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: patience, windowsHide: true }, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim().slice(0, 500)
      if (error === null) return resolve({ outcome: 'done', said })
      resolve({ outcome: error.code === 'ENOENT' ? 'missing' : 'refused', said: said || error.message })
    })
  })
