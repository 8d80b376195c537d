import { startRa } from '../../../src/ra/server.ts'
import { makeSeal } from '../../house/seals.ts'

// An authority in a process that can be killed, with an operator who makes a seal for the certificate that a parent
// names.

const { dataDir, captchaAnswer } = JSON.parse(process.argv.at(-1) ?? '')
const ra = await startRa({ dataDir, captchaAnswer, embedded: true, unlimited: true })

process.on('message', async (serial: string) => {
  await makeSeal(ra, serial)
  process.send?.({ type: 'made' })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready', url: ra.url })
