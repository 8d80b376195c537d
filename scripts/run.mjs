// npm run bench|fault|fuzz|mutants|shots|ra|ukey|blank-ukey|demo-site|console|site-vectors|data-folder: runs these TypeScript programs directly with Node 24.
import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask, run } from './process.mjs'
import { stop } from './say.mjs'
import { failoverPackages, systemPackages } from './system-packages.mjs'

const programs = {
  bench: 'bench/run.ts',
  fault: 'test/fault/run.ts',
  fuzz: 'test/fuzz/run.ts',
  mutants: 'test/mutants/run.ts',
  shots: 'scripts/shots.ts',
  ra: 'src/ra/cli.ts',
  ukey: 'src/native/virtual-ukey/cli.ts',
  'blank-ukey': 'src/native/skf/blank-cli.ts',
  'demo-site': 'demo-site/main.ts',
  console: 'out/main/console.js',
  'build:console': 'scripts/build-console.mjs',
  'site-vectors': 'test/site-vectors/make.ts',
  'data-folder': 'test/data/data-folders/make.ts',
}

/**
 * These measure or break the whole product, so they need a build, a virtual Ukey and the system's own programs to
 * compare with.
 */
const onTheWhole = ['bench', 'fault', 'mutants', 'shots']

const prepare = (what) => {
  systemPackages()
  if (what === 'ra-failover') failoverPackages()
  build()
  const answer = ask(node24(), [join(root, 'scripts', 'build-ukey.mjs')], { cwd: root, env: environment() })
  if (answer.code !== 0) stop(answer.text)
}

const [name = '', ...args] = process.argv.slice(2)
const program = programs[name]
if (!program) stop(`Unknown program "${name}". There are: ${Object.keys(programs).join(', ')}`)
install()
if (onTheWhole.includes(name)) prepare(args[0])
if (['demo-site', 'console', 'data-folder'].includes(name)) build()
process.exit(
  await run(node24(), ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
    cwd: root,
    env: environment(),
  }),
)
