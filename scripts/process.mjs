import { spawn, spawnSync } from 'node:child_process'

/** Runs a program to its end with our own input and output; answers its exit code. */
export const run = (program, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', () => resolve(127))
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })

/** Runs a program quietly; answers what it said. */
export const ask = (program, args, options = {}) => {
  const answer = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options })
  return {
    code: answer.status ?? 127,
    text: `${answer.stdout ?? ''}${answer.stderr ?? ''}`.trim(),
  }
}

export const onPath = (program) => ask(process.platform === 'win32' ? 'where' : 'which', [program]).code === 0
