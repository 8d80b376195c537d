import { Pin } from '../../../src/native/index.ts'
import { addFault } from '../../../src/native/virtual-ukey/faults.ts'
import { ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverFor, openTokenHouse } from '../../house/tokens.ts'

// Forked by a test: an application whose library hangs during a login. It reports the process id of its host and
// waits to be killed.

const [folder = '', home = '', serial = ''] = process.argv.slice(2)
const house = openTokenHouse({ folder, drivers: [driverFor('virtual', ukeyLibrary())] })
await house.until(({ tokens }) => tokens.length === 1)
addFault(home, serial, { on: 'login', action: { kind: 'hang' } })
house
  .present(serial)
  .token.verifyPin(new Pin('12345678'))
  .catch(() => undefined)
setTimeout(() => process.send?.(house.keyring.hosts().get('virtual')), 200)
