import { Worker } from 'node:worker_threads'

// A thread of its own: the one that hangs in a vendor's library cannot look whether anybody still waits for it.
const code = `
const { workerData } = require('node:worker_threads')
setInterval(() => {
  try {
    process.kill(workerData.application, 0)
  } catch (error) {
    if (error.code === 'ESRCH') process.kill(process.pid, 'SIGKILL')
  }
}, workerData.every)
`

/** Ends this process once the application is gone, even while a library hangs: nothing of it is left over. */
export const endWithApplication = (application: number, every: number): void => {
  const watch = new Worker(code, { eval: true, workerData: { application, every }, execArgv: [] })
  watch.unref()
  // Without the thread a host still ends with its channel, as long as its library does not hang.
  watch.on('error', () => undefined)
}
