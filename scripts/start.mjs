// npm start: installs what is missing, builds what is stale, starts the product in the shell that can run here.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask, run } from './process.mjs'
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

const display = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const electronProgram = () => {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

const fetchElectron = () => {
  say('Fetching Electron …')
  return ask(node24(), [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    env: environment(),
    timeout: 180_000,
  })
}

/** The Electron program, or two lines that say why there is none and how to get it. */
const electron = () => {
  if (!display()) {
    say('Electron was not tried: this session has no display (DISPLAY and WAYLAND_DISPLAY are not set).')
    say('Starting the web shell instead; on a desktop, run npm start again.')
    return null
  }
  const present = electronProgram()
  if (present) return present
  const answer = fetchElectron()
  const program = electronProgram()
  if (program) return program
  say(
    `Electron's binary could not be fetched (${answer.text.split('\n').find((line) => /error/i.test(line)) ?? 'no answer'}).`,
  )
  say(
    'Starting the web shell. To get Electron: npx install-electron, or set ELECTRON_MIRROR to a mirror that can be reached.',
  )
  return null
}

const webArguments = (args) => args.filter((argument) => argument !== '--web')

const args = process.argv.slice(2)
check(args)
install()
build()
const program = args.includes('--web') ? null : electron()
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
