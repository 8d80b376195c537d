import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** A process that says one line when it is ready. */
export const started = async (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ChildProcess> => {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'inherit'], env })
  await once(child.stdout, 'data')
  return child
}

/** Holds a port, as another program does. */
export const holdingPort = (port: number): Promise<ChildProcess> =>
  started(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('held'))`,
  ])
