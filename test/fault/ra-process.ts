import type { OpenStore } from '../../src/ra/data-folder.ts'
import { demoProfile } from '../../src/ra/rules/profile.ts'
import { startRa } from '../../src/ra/server.ts'
import { openPostgresStore } from '../../src/ra/store/postgres/postgres-store.ts'

// The authority as a process of its own that dies at a given point: {type: 'die', point, occurrence}.

type Command =
  | { readonly type: 'die'; readonly point: number; readonly occurrence: number }
  | { readonly type: 'expire'; readonly before: number }
  | { readonly type: 'cashier' }

let death = { point: 0, left: 0 }

const [dataDir = '', captchaAnswer = '', url = ''] = process.argv.slice(2)
const openStore: OpenStore = (reached, trouble) => openPostgresStore({ url, reached, trouble })
const ra = await startRa({
  ...(url === '' ? {} : { openStore }),
  dataDir,
  captchaAnswer,
  embedded: true,
  unlimited: true,
  // A certificate that is new can be renewed, so that a run needs no clock of its own.
  profile: { ...demoProfile, renewal: { ...demoProfile.renewal, opensDaysBefore: 3650 } },
  reached: (point) => {
    if (point === death.point && --death.left === 0) process.kill(process.pid, 'SIGKILL')
  },
})

process.on('message', (command: Command) => {
  if (command.type === 'die') {
    death = { point: command.point, left: command.occurrence }
    process.send?.({ type: 'armed' })
    return
  }
  if (command.type === 'cashier') {
    process.send?.({ type: 'cashier', pid: ra.services.cashier?.pid() ?? null })
    return
  }
  void ra.services.store
    .expireRequests(command.before)
    .then((count) => process.send?.({ type: 'expired', count }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready', url: ra.url })
