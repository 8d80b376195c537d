import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Listed = {
  readonly parent?: number
  readonly comm?: string
  readonly args?: readonly string[]
}

/** Lists a process in this folder as Linux does. */
export const list = (folder: string, pid: number | string, process: Listed = {}): void => {
  const { parent = 1, comm = '', args = ['/usr/bin/program'] } = process
  const at = join(folder, String(pid))
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'cmdline'), args.map((arg) => `${arg}\0`).join(''))
  writeFileSync(join(at, 'status'), `Name:\tx\nPid:\t${pid}\nPPid:\t${parent}\nUid:\t0\n`)
  writeFileSync(join(at, 'comm'), `${comm}\n`)
}
