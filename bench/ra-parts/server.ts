import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own; `cpu` is the processor time it has used, in milliseconds. */
export type Server = { readonly url: string; readonly cpu: () => Promise<number> }

export async function withServer<T>(
  program: 'process.ts' | 'bare-http.ts',
  dataDir: string,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [dataDir], { execArgv: [] })
  const url = String(await message(child))
  const cpu = async () => {
    child.send('cpu')
    const { user, system } = (await message(child)) as NodeJS.CpuUsage
    return (user + system) / 1000
  }
  try {
    return await work({ url, cpu })
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.send('stop')
    await ended
  }
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error('the server ended')))
  })
}
