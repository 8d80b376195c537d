import { SoftFolder } from '../../src/native/soft/soft-folder.ts'
import { Pin } from '../../src/shared/pin/pin.ts'

// Forked by soft-token.ts: writes one value after another onto a soft token, telling before and after each, until
// it is killed.

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
