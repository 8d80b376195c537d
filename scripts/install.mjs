import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { askNpm, environment, headers, node24, root } from './node24.mjs'
import { ask, onPath } from './process.mjs'
import { say, stop } from './say.mjs'

const read = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** npm writes what it installed into a hidden lockfile. If that agrees with ours, there is nothing to do. */
const installed = () => {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = read(join(root, 'package-lock.json')).packages
  const present = read(hidden).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  )
}

/** npm's complaint, without its usage and its warnings. */
const npmComplaint = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('npm error') && line.trim() !== 'npm error')
    .slice(0, 4)
    .join('\n') || 'npm said nothing'

const installPackages = () => {
  say('Installing the packages (npm ci) …')
  // npm runs on the Node that it came with, because its settings (proxy, certificates) belong to that one.
  const answer = askNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (answer.code !== 0) stop(`npm ci failed: ${npmComplaint(answer.text)}`)
}

const compilers = () => ['g++', 'make', 'python3'].filter((program) => !onPath(program))

/** pkcs11js is the only package that is compiled here. Its headers come with the Node in tools/node. */
const compilePkcs11 = () => {
  const missing = process.platform === 'linux' ? compilers() : []
  if (missing.length > 0)
    stop(`Compiling pkcs11js needs ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`)
  say('Compiling pkcs11js …')
  const place = headers()
  const answer = ask(
    node24(),
    [
      join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
      'rebuild',
      ...(place ? [`--nodedir=${place}`] : []),
    ],
    { cwd: join(root, 'node_modules', 'pkcs11js'), env: environment() },
  )
  if (answer.code !== 0)
    stop(`pkcs11js could not be compiled:\n${answer.text.split('\n').slice(-15).join('\n')}`)
}

/** Makes node_modules match the lockfile, and pkcs11js match this machine. It is quick if nothing is missing. */
export const install = () => {
  node24()
  if (!installed()) installPackages()
  if (!existsSync(join(root, 'node_modules', 'pkcs11js', 'build', 'Release', 'pkcs11.node'))) compilePkcs11()
}
