// npm start: installs what is missing, builds what is stale, and starts the product in the shell that can run here.
import { join } from 'node:path'
import { build } from './build.mjs'
import { electron } from './electron.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'
import { say, stop } from './say.mjs'

const usage = `npm start -- [--web] [--port N] [--no-open] [--hidden] [--home DIR] [--captcha-answer TEXT]
  --web              the pages in a browser on the loopback address instead of Electron
  --port N           the port of the web shell (default: a free one)
  --no-open          do not open a browser
  --hidden           start in the tray, without a window
  --home DIR         the data folder (also: CERT_ASSISTANT_HOME)
  --captcha-answer T the answer of every captcha of the authority inside, for demonstrations`

const withValue = ['--port', '--home', '--captcha-answer']
const plain = ['--web', '--no-open', '--hidden']

const valueProblem = (flag, value) => {
  if (value === undefined || value.startsWith('--')) return `${flag} needs a value`
  if (flag === '--port' && !(/^\d{1,5}$/.test(value) && Number(value) < 65_536))
    return `--port takes a number from 0 to 65535, not "${value}"`
  return null
}

const check = (args) => {
  for (let i = 0; i < args.length; i += 1) {
    const flag = args[i]
    if (flag === '--help') {
      console.log(usage)
      process.exit(0)
    }
    if (plain.includes(flag)) continue
    if (!withValue.includes(flag)) stop(`Unknown flag "${flag}". npm start -- --help lists them.`)
    const problem = valueProblem(flag, args[i + 1])
    if (problem) stop(problem)
    i += 1
  }
}

const webArguments = (args) => args.filter((argument) => argument !== '--web')

const args = process.argv.slice(2)
check(args)
install()
build()
const inElectron = () => {
  const found = electron()
  if (found.program) return found.program
  const [tried, remedy] = found.why
  say(tried)
  say(`${remedy} Starting the web shell instead.`)
  return null
}
const program = args.includes('--web') ? null : inElectron()
const code = program
  ? await run(program, [root, ...args], { cwd: root, env: environment() })
  : await run(
      node24(),
      ['--disable-warning=ExperimentalWarning', join(root, 'out', 'main', 'web.js'), ...webArguments(args)],
      {
        cwd: root,
        env: environment(),
      },
    )
process.exit(code)
