// npm run bench|fault|fuzz|shots|ra|ukey: the programs are TypeScript, run by Node 24 directly.
import { join } from 'node:path'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'
import { stop } from './say.mjs'

const programs = {
  bench: 'bench/run.ts',
  fault: 'test/fault/run.ts',
  fuzz: 'test/fuzz/run.ts',
  shots: 'scripts/shots.ts',
  ra: 'src/ra/cli.ts',
  ukey: 'src/native/virtual-ukey/cli.ts',
}

const [name = '', ...args] = process.argv.slice(2)
const program = programs[name]
if (!program) stop(`Unknown program "${name}". There are: ${Object.keys(programs).join(', ')}`)
install()
process.exit(
  await run(node24(), ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
    cwd: root,
    env: environment(),
  }),
)
