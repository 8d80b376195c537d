import { spawn, spawnSync } from 'node:child_process'

const starter = process.ppid

/** npm puts a shell between itself and us that passes no signals on. If the shell is gone, somebody ended us. */
const starterIsGone = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== starter

/** Runs a program to its end with our own input and output. Returns its exit code. */
export const run = (program, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    const watch = setInterval(() => starterIsGone() && pass('SIGTERM'), 500)
    child.on('error', () => {
      clearInterval(watch)
      resolve(127)
    })
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      clearInterval(watch)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })

/** Runs a program quietly. Returns its output. */
export const ask = (program, args, options = {}) => {
  const answer = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options })
  return {
    code: answer.status ?? 127,
    text: `${answer.stdout ?? ''}${answer.stderr ?? ''}`.trim(),
  }
}

export const onPath = (program) => ask(process.platform === 'win32' ? 'where' : 'which', [program]).code === 0
