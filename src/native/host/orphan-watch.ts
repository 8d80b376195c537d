import { Worker } from 'node:worker_threads'

// It needs its own thread: a thread that hangs in a vendor's library cannot check whether the application still runs.
const code = `
const { workerData } = require('node:worker_threads')
const end = () => process.kill(process.pid, 'SIGKILL')
const parent = process.ppid
setInterval(() => {
  // Its number may belong to another process by now, but who has lost his parent gets another one (not on Windows).
  if (process.ppid !== parent) end()
  try {
    process.kill(workerData.application, 0)
  } catch (error) {
    if (error.code === 'ESRCH') end()
  }
}, workerData.every)
`

/** Ends this process once the application is gone, even while a library hangs, so that nothing is left behind. */
export const endWithApplication = (application: number, every: number): void => {
  const watch = new Worker(code, { eval: true, workerData: { application, every }, execArgv: [] })
  watch.unref()
  // Without this thread a host still ends with its channel, as long as its library does not hang.
  watch.on('error', () => undefined)
}
