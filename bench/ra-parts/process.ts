import { startRa } from '../../src/ra/server.ts'

// Runs the authority in its own process, so that its processor time is separate from the clients'.

const [dataDir = ''] = process.argv.slice(2)
const ra = await startRa({
  dataDir,
  embedded: true,
  unlimited: true,
  captchaAnswer: 'BENCH',
  passphrase: 'bench',
})
process.on('message', (command) => {
  if (command === 'stop') void ra.stop().then(() => process.exit(0))
  else process.send?.(process.cpuUsage())
})
process.on('disconnect', () => process.exit(0))
process.send?.(ra.url)
