import { skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { driverOf, openTokenHouse } from '../../house/tokens.ts'

// Forked by a test: an application whose host waits inside an SKF library for keys to come and go. It reports the
// process id of its host and waits to be killed.

const [folder = ''] = process.argv.slice(2)
const house = openTokenHouse({ folder, drivers: [driverOf('skf', 'virtual', skfLibrary())] })
await house.until(({ tokens }) => tokens.length === 1)
setTimeout(() => process.send?.(house.keyring.hosts().get('virtual')), 200)
