// npm run windows -- test [--only GROUP] [--json]: runs the product on Windows, under wine (test/windows).
import { join } from 'node:path'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'
import { stop } from './say.mjs'
import { windowsPackages } from './system-packages.mjs'
import { assembleWindowsProgram, windowsParts } from './windows-program.mjs'

const [command, ...args] = process.argv.slice(2)
if (command !== 'test') stop('npm run windows -- test [--only GROUP] [--json]')
install()
const problem = windowsPackages() ?? windowsParts()
if (problem !== null) stop(problem)
const program = assembleWindowsProgram(join(root, 'build', 'windows', 'program'))
process.exit(
  await run(
    node24(),
    ['--disable-warning=ExperimentalWarning', join(root, 'test', 'windows', 'run.ts'), program, ...args],
    { cwd: root, env: environment() },
  ),
)
