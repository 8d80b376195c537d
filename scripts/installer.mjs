// npm run installer -- linux …: the debs and the rpm (scripts/linux/main.ts), or their rehearsal (test/linux/run.ts).
// npm run installer -- policies [--out FOLDER]: the templates of group policy (scripts/policies/main.ts).
// npm run installer -- windows [--payload FOLDER] [--stub x86-unicode|amd64-unicode] [--version N] [--out FILE] [--msi]
// Compiles installer/windows/cert-assistant.nsi. Without --payload it packs the web shell with a Node for Windows,
// which is what runs under wine. For a release the payload is the folder that electron-builder has unpacked.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { install } from './install.mjs'
import { compileWindowsLauncher, versionText } from './launcher.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask, onPath, run } from './process.mjs'
import { say, stop } from './say.mjs'
import { sourceDate } from './source-date.mjs'
import { linuxPackages } from './system-packages.mjs'
import { wrapInstaller } from './windows-msi.mjs'
import { assembleWindowsProgram, windowsParts } from './windows-program.mjs'

const sources = join(root, 'installer', 'windows')
const stubs = ['x86-unicode', 'amd64-unicode']

const below = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? below(path) : [path]
  })

/** A text inside quotation marks of NSIS. */
const quoted = (text) => `"${text.replaceAll('$', '$$').replaceAll('"', '$\\"')}"`

/** Everything that goes into the folder of a version. Its list of files is the last, so it says that all are there. */
const filesOf = (payload, list) => {
  const names = below(payload)
    .map((path) => relative(payload, path))
    .sort()
  const folderOf = (name) => name.split('/').slice(0, -1).join('\\')
  const files = []
  let folder = null
  for (const name of names) {
    if (folderOf(name) !== folder) {
      folder = folderOf(name)
      // NEW is defined in versions.nsh.
      files.push(`SetOutPath "\${NEW}${folder === '' ? '' : '\\'}${folder.replaceAll('$', '$$')}"`)
    }
    files.push(`File ${quoted(join(payload, name))}`)
  }
  return [...files, `SetOutPath "\${NEW}"`, `File ${quoted(list)}`]
}

const othersList = () => {
  const { others } = JSON.parse(readFileSync(join(sources, 'others.json'), 'utf8'))
  const reasons = { ports: '$(samePorts)', drivers: '$(sameDrivers)' }
  return others.flatMap(({ name, why }) => {
    if (!(why in reasons)) stop(`others.json: "${why}" is no reason`)
    return [`StrCpy $R1 ${quoted(name)}`, `StrCpy $R7 "${reasons[why]}"`, 'Call searchOthers']
  })
}

const write = (file, lines) => writeFileSync(file, `\ufeff${lines.join('\r\n')}\r\n`)

const quiet = '--disable-warning=ExperimentalWarning'

/** What is started: the product in Electron, or the web shell. */
const programOf = (payload) =>
  existsSync(join(payload, 'cert-assistant.exe'))
    ? { program: 'cert-assistant.exe', args: '' }
    : { program: 'node.exe', args: `${quiet} out\\main\\web.js` }

/** The same in the words of the launcher. */
const startOf = ({ program }) => ({
  program,
  args: program === 'node.exe' ? [quiet, { path: 'out/main/web.js' }] : [],
})

/** The console program: its Node is that of the web shell, or lies among the resources of Electron. */
const consoleOf = (payload) => {
  const folder = existsSync(join(payload, 'cert-assistant.exe')) ? 'resources/console/' : ''
  if (!existsSync(join(payload, `${folder}node.exe`))) return null
  return { program: `${folder}node.exe`, args: [quiet, { path: `${folder}out/main/console.js` }] }
}

/** Compiles the installer. Returns the complaint of makensis, or null. */
export const compileInstaller = ({ payload, stub, version, out, quick = false }) => {
  const lists = join(root, 'build', 'installer', stub)
  rmSync(lists, { recursive: true, force: true })
  mkdirSync(lists, { recursive: true })
  const [launcher, list] = [join(lists, 'cert-assistant.exe'), join(lists, 'version.txt')]
  const ofConsole = join(lists, 'cert-assistant-console.exe')
  const complaint = compileWindowsLauncher(launcher) ?? compileWindowsLauncher(ofConsole, { console: true })
  if (complaint !== null) return complaint
  const own = consoleOf(payload)
  if (own === null) return `${payload} has no console program: npm run build:console -- win32-x64`
  writeFileSync(list, versionText(payload, startOf(programOf(payload)), own))
  // The installer keeps the times of its files.
  const { mtime } = statSync(below(payload)[0])
  for (const file of [launcher, ofConsole, list]) utimesSync(file, mtime, mtime)
  write(join(lists, 'files.nsh'), filesOf(payload, list))
  write(join(lists, 'others.nsh'), othersList())
  const bytes = below(payload).reduce((sum, path) => sum + statSync(path).size, 0)
  const { program, args } = programOf(payload)
  const defines = {
    ...{ STUB: stub, LISTS: lists, PROGRAM: program, ARGUMENTS: args },
    ...{ VERSION: version, SIZE: String(Math.ceil(bytes / 1024)), OUTPUT: out },
    ...(quick ? { QUICK: '1' } : {}),
  }
  const given = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`)
  const script = join(sources, 'cert-assistant.nsi')
  const answer = ask('makensis', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...given, script], { cwd: sources })
  return answer.code === 0 ? null : answer.text
}

/** The packages for Linux are made by TypeScript, which knows the drivers and the browsers. */
const linux = (args) => {
  install()
  const rehearsed = args.includes('--rehearse')
  const problem = rehearsed ? linuxPackages() : null
  if (problem !== null) stop(problem)
  const script = join(root, ...(rehearsed ? ['test', 'linux', 'run.ts'] : ['scripts', 'linux', 'main.ts']))
  return run(node24(), ['--disable-warning=ExperimentalWarning', script, ...args], { env: environment() })
}

/** The templates of group policy are made from the table that the product reads by. */
const policies = (args) => {
  install()
  const script = join(root, 'scripts', 'policies', 'main.ts')
  return run(node24(), ['--disable-warning=ExperimentalWarning', script, ...args], { env: environment() })
}

const windows = () => {
  const options = {
    payload: { type: 'string' },
    stub: { type: 'string', default: 'amd64-unicode' },
    version: { type: 'string' },
    out: { type: 'string' },
    msi: { type: 'boolean', default: false },
  }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (positionals[0] !== 'windows')
    stop('npm run installer -- windows [--payload FOLDER] [--stub STUB] [--out FILE], or -- linux')
  if (!stubs.includes(values.stub)) stop(`--stub takes ${stubs.join(' or ')}, not "${values.stub}"`)
  if (values.msi && !(onPath('wixl') && onPath('msibuild')))
    stop('This needs wixl and msibuild. On Debian: apt-get install wixl msitools')
  if (!onPath('x86_64-w64-mingw32-gcc'))
    stop('This needs MinGW for the launcher. On Debian: apt-get install gcc-mingw-w64-x86-64')
  if (!onPath('makensis')) stop('This needs makensis. On Debian: apt-get install nsis')
  install()
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
  const version = values.version ?? own
  if (!/^\d+\.\d+\.\d+$/.test(version)) stop(`"${version}" is no version of three numbers`)
  const problem = values.payload === undefined ? windowsParts() : null
  if (problem !== null) stop(problem)
  const payload = values.payload ?? assembleWindowsProgram(join(root, 'build', 'windows', 'program'), version)
  const out = values.out ?? join(root, 'dist', `cert-assistant-${version}-windows-x64.exe`)
  mkdirSync(join(out, '..'), { recursive: true })
  const complaint = compileInstaller({ payload, stub: values.stub, version, out })
  if (complaint !== null) stop(complaint, 1)
  say(`The installer is ${out}.`)
  if (!values.msi) return
  const wrapped = out.replace(/(\.exe)?$/, '.msi')
  const refusal = wrapInstaller({ installer: out, version, out: wrapped, seconds: sourceDate() })
  if (refusal !== null) stop(refusal, 1)
  say(`The package for group policy is ${wrapped}.`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , system, ...args] = process.argv
  if (system === 'linux') process.exit(await linux(args))
  if (system === 'policies') process.exit(await policies(args))
  windows()
}
