import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask } from './process.mjs'
import { say, stop } from './say.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const folder = join(root, 'tools', 'node')
const carried = join(
  folder,
  'node_modules',
  `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
)
const carriedNode = join(carried, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
export const askNpm = (args, options = {}) =>
  ask(npm, args, { cwd: root, shell: process.platform === 'win32', ...options })

const fetchCarried = () => {
  say(
    `Node ${process.versions.node} is older than 24: fetching a Node 24 from the npm registry into tools/node …`,
  )
  const answer = askNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  if (answer.code === 0 && existsSync(carriedNode)) return
  stop(`Node 24 could not be fetched (${answer.text.split('\n').at(-1)}). Install Node 24 and try again.`)
}

/** The Node that everything runs on: the machine's own if it is 24 or newer, else the one in tools/node. */
export const node24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  if (!existsSync(carriedNode)) fetchCarried()
  return carriedNode
}

/**
 * An environment in which `node` is that Node and the project's own programs come first. What Node has compiled once it
 * takes from a folder the next time: a program that runs from source starts in half the time.
 */
export const environment = (extra = {}) => ({
  NODE_COMPILE_CACHE: join(root, 'build', 'compile-cache'),
  ...process.env,
  PATH: [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  ...extra,
})

/** The folder with Node's headers for compiling an addon, if this Node has them. */
export const headers = () =>
  [carried, dirname(dirname(node24())), '/usr'].find((place) =>
    existsSync(join(place, 'include', 'node', 'node_api.h')),
  )
