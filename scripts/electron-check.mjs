// npm run electron:check [-- --packed PROGRAM]: the product in a real Electron (test/electron/real-electron.test.ts), and
// the fuses of a packed program. It ends with 0 if all holds, with 1 if something does not, with 3 if there is no
// Electron here, so that nobody takes "not run" for "passed".
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { electron } from './electron.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'
import { say, stop } from './say.mjs'

const notHere = 3

const { values } = parseArgs({ options: { packed: { type: 'string' } } })
if (values.packed !== undefined && !existsSync(values.packed)) stop(`${values.packed} is not there.`)
install()
const found = electron()
if (found.program === null) {
  for (const line of found.why) say(line)
  say('Nothing was checked in a real Electron.')
  process.exit(notHere)
}
build()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
process.exit(
  await run(node24(), [vitest, 'run', 'test/electron/real-electron.test.ts'], {
    cwd: root,
    env: environment({ PACKED_PRODUCT: values.packed ?? '' }),
  }),
)
