import { SoftFolder } from '../../src/native/soft/soft-folder.ts'
import { Pin } from '../../src/shared/pin/pin.ts'

// Forked by soft-token.ts. It writes one value after another onto a soft token until it is killed, and reports before
// and after each.

const [folder = '', first = '0', size = '0'] = process.argv.slice(2)
const soft = new SoftFolder({ folder, onChange: () => undefined })
await soft.scan()
const [present] = soft.tokens
await present?.token.withSession(new Pin('123456'), async (session) => {
  for (let n = Number(first); ; n++) {
    process.send?.(['begins', n])
    await session.writeData('value', Buffer.from(`${n}:`.padEnd(Number(size), 'x')))
    process.send?.(['done', n])
  }
})
