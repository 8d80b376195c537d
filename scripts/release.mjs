// npm run release -- --dry-run [--twice] [--only KIND] [--windows-payload FOLDER] [--linux-payload FOLDER] [--out FOLDER]
// Makes all that a release consists of into dist/release/<version>, and publishes nothing (docs/releasing.md).
// npm run release -- feed …: signs the list of updates of such a folder (scripts/release/feed.ts).
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { compileInstaller } from './installer.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask, onPath, run } from './process.mjs'
import { billOfMaterials } from './release/bill.mjs'
import { comingSection, sectionOf } from './release/change-log.mjs'
import { provenanceOf } from './release/provenance.mjs'
import { say, stop } from './say.mjs'
import { sourceDate } from './source-date.mjs'
import { wrapInstaller } from './windows-msi.mjs'
import { assembleWindowsProgram, windowsParts } from './windows-program.mjs'

const usage = 'npm run release -- --dry-run [--twice] [--only windows|linux] [--out FOLDER]'
const kinds = ['windows', 'linux']

const below = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')
const hashed = (folder) =>
  below(folder).map((file) => ({ name: relative(folder, file).replaceAll('\\', '/'), sha256: sha256(file) }))

const git = (...args) => ask('git', args, { cwd: root })
const commit = () => git('rev-parse', 'HEAD').text

/** The installer keeps the times of its files. */
const setTimes = (folder, seconds) => {
  for (const file of below(folder)) utimesSync(file, seconds, seconds)
}

const windows = ({ out, version, seconds, payload }) => {
  if (!onPath('makensis')) return ['no installer for Windows: makensis is missing (apt-get install nsis)']
  const problem = payload === undefined ? windowsParts() : null
  if (problem !== null) return [`no installer for Windows: ${problem}`]
  const folder = payload ?? assembleWindowsProgram(join(root, 'build', 'windows', 'program'), version)
  if (payload === undefined) setTimes(folder, seconds)
  const installer = join(out, `cert-assistant-${version}-windows-x64.exe`)
  const stub = payload === undefined ? 'amd64-unicode' : 'x86-unicode'
  const complaint = compileInstaller({ payload: folder, stub, version, out: installer })
  if (complaint !== null) return stop(complaint, 1)
  if (!onPath('wixl') || !onPath('msibuild'))
    return ['no MSI: wixl or msibuild is missing (apt-get install wixl msitools)']
  const refusal = wrapInstaller({ installer, version, seconds, out: installer.replace('.exe', '.msi') })
  return refusal === null ? [] : stop(refusal, 1)
}

/** What makes each format for Linux, besides readelf of binutils. */
const linuxFormats = [
  { format: 'deb', program: 'dpkg-deb', debian: 'dpkg binutils' },
  { format: 'rpm', program: 'rpmbuild', debian: 'rpm binutils' },
]

const linuxFormat = ({ format, program, debian }, { out, version, payload }) => {
  if (!onPath(program) || !onPath('readelf'))
    return [`no ${format}: ${program} or readelf is missing (apt-get install ${debian})`]
  const given = payload === undefined ? [] : ['--payload', payload]
  const script = [join(root, 'scripts', 'linux', 'main.ts'), '--format', format]
  const args = [
    '--disable-warning=ExperimentalWarning',
    ...script,
    '--version',
    version,
    '--out',
    out,
    ...given,
  ]
  const answer = ask(node24(), args, { cwd: root, env: environment() })
  return answer.code === 0 ? [] : stop(answer.text, 1)
}

const linux = (wish) => linuxFormats.flatMap((format) => linuxFormat(format, wish))

const templates = (out) => {
  const script = join(root, 'scripts', 'policies', 'main.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, '--out', join(out, 'policies')]
  const answer = ask(node24(), args, { cwd: root, env: environment() })
  if (answer.code !== 0) stop(answer.text, 1)
}

const versionOf = (program, ...args) =>
  onPath(program)
    ? (
        ask(program, args)
          .text.split('\n')
          .find((line) => /\d/.test(line)) ?? ''
      ).trim()
    : 'missing'

const toolsUsed = () => ({
  node: process.version,
  makensis: versionOf('makensis', '-VERSION'),
  wixl: versionOf('wixl', '--version'),
  'dpkg-deb': versionOf('dpkg-deb', '--version'),
  rpmbuild: versionOf('rpmbuild', '--version'),
})

const json = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)

const writePapers = ({ out, version, seconds, notes, clean, parameters }) => {
  writeFileSync(join(out, 'CHANGES.md'), `${notes}\n`)
  copyFileSync(join(root, 'out', 'licences.json'), join(out, 'licences.json'))
  json(join(out, 'sbom.cdx.json'), billOfMaterials(seconds))
  const locks = ['package-lock.json', 'tools/node/package-lock.json', 'tools/windows/package-lock.json']
  const lockfiles = locks.map((name) => ({ name, sha256: sha256(join(root, name)) }))
  const facts = { commit: commit(), clean, version, parameters, lockfiles, tools: toolsUsed() }
  json(join(out, 'provenance.intoto.json'), provenanceOf({ files: hashed(out), ...facts }))
  const sums = hashed(out).map(({ name, sha256: sum }) => `${sum}  ${name}\n`)
  writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
}

/** Makes everything into an empty folder. Returns what is missing. */
const make = (wish) => {
  const { out, version, only, windowsPayload, linuxPayload } = wish
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const wanted = kinds.filter((kind) => only === undefined || only === kind)
  const missing = [
    ...(wanted.includes('windows') ? windows({ ...wish, payload: windowsPayload }) : ['nothing for Windows']),
    ...(wanted.includes('linux') ? linux({ ...wish, payload: linuxPayload }) : ['nothing for Linux']),
    ...(windowsPayload === undefined
      ? ['Windows: the web shell, because no --windows-payload was given']
      : []),
    ...(linuxPayload === undefined ? ['Linux: the web shell, because no --linux-payload was given'] : []),
  ]
  templates(out)
  const parameters = {
    windows: windowsPayload === undefined ? 'web' : 'electron',
    linux: linuxPayload === undefined ? 'web' : 'electron',
  }
  writePapers({ ...wish, version, parameters })
  return missing
}

/** The files of two folders that differ. */
export const differing = (one, other) => {
  const [left, right] = [hashed(one), hashed(other)]
  const names = new Set([...left, ...right].map(({ name }) => name))
  const sumIn = (all, name) => all.find((file) => file.name === name)?.sha256
  return [...names].filter((name) => sumIn(left, name) !== sumIn(right, name))
}

const secondTime = (wish) => {
  const again = `${wish.out}.again`
  say('Making it a second time …')
  rmSync(join(root, 'out'), { recursive: true, force: true })
  build()
  make({ ...wish, out: again })
  const different = differing(wish.out, again)
  rmSync(again, { recursive: true })
  if (different.length > 0) stop(`Not the same bytes the second time: ${different.join(', ')}`, 1)
  say('The second time gave the same bytes.')
}

/** Later versions have to open what this one writes. */
const isFolderKept = (version) => existsSync(join(root, 'test', 'data', 'data-folders', version))

const options = {
  'dry-run': { type: 'boolean', default: false },
  twice: { type: 'boolean', default: false },
  only: { type: 'string' },
  'windows-payload': { type: 'string' },
  'linux-payload': { type: 'string' },
  out: { type: 'string' },
}

const release = (args) => {
  const { values } = parseArgs({ options, args })
  if (!values['dry-run']) stop(`Nothing is published from here: only --dry-run is there.\n${usage}`)
  if (values.only !== undefined && !kinds.includes(values.only)) stop(usage)
  install()
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const changeLog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  const section = sectionOf(changeLog, version)
  const clean = git('status', '--porcelain').text === ''
  const seconds = sourceDate()
  process.env.SOURCE_DATE_EPOCH = String(seconds)
  build()
  const wish = {
    ...{ version, seconds, clean, only: values.only, notes: section ?? comingSection(changeLog) },
    out: resolve(values.out ?? join(root, 'dist', 'release', version)),
    windowsPayload: values['windows-payload'] && resolve(values['windows-payload']),
    linuxPayload: values['linux-payload'] && resolve(values['linux-payload']),
  }
  const missing = [
    ...(clean ? [] : ['the tree has changes that are in no commit']),
    ...(section === null ? [`CHANGELOG.md has no section ${version}`] : []),
    ...(isFolderKept(version) ? [] : [`no data folder of ${version} is kept (npm run data-folder)`]),
    ...make(wish),
  ]
  if (values.twice) secondTime(wish)
  say(`Made: ${wish.out}`)
  if (missing.length === 0) return 0
  say(`Not fit to be released:\n${missing.map((one) => `- ${one}`).join('\n')}`)
  return 3
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'feed') {
  const feed = join(dirname(import.meta.filename), 'release', 'feed.ts')
  if (!existsSync(feed)) stop('This version has no scripts/release/feed.ts.')
  install()
  process.exit(
    await run(node24(), ['--disable-warning=ExperimentalWarning', feed, ...rest], { env: environment() }),
  )
}
process.exit(release(process.argv.slice(2)))
