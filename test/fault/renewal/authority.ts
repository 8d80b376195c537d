import { demoProfile } from '../../../src/ra/rules/profile.ts'
import { startRa } from '../../../src/ra/server.ts'

// An authority in a process that can be killed, with an operator who approves what a parent names. Certificates can be
// renewed on their first day, however often they were renewed before.

type Command = { readonly type: 'kill-payment' } | { readonly type: 'approve'; readonly requestId: string }

const { dataDir, captchaAnswer, keysStay } = JSON.parse(process.argv.at(-1) ?? '')
const renewal = {
  ...demoProfile.renewal,
  opensDaysBefore: 1_000_000,
  keys: keysStay === true ? ('same' as const) : ('new' as const),
}
const ra = await startRa({
  ...{ dataDir, captchaAnswer },
  embedded: true,
  unlimited: true,
  profile: { ...demoProfile, renewal },
})

process.on('message', (command: Command) => {
  if (command.type !== 'kill-payment') return
  const pid = ra.services.cashier?.pid()
  if (pid) process.kill(pid, 'SIGKILL')
  process.send?.({ type: 'killed' })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready', url: ra.url })
