import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { folderOrder } from './folders.mjs'
import { root } from './node24.mjs'

/**
 * Which rooms a room may import from. Every room may also import from itself (docs/architecture.md, "Rooms"). A folder
 * of a room may have an entry of its own.
 */
const allowed = {
  shared: [],
  pki: [],
  documents: ['shared', 'pki'],
  native: ['shared', 'pki'],
  ra: ['shared', 'pki'],
  main: ['shared', 'pki', 'documents', 'native', 'ra'],
  preload: ['shared'],
  renderer: ['shared'],
  extension: ['shared'],
  'site-sdk': ['shared'],
  'site-sdk/server': ['shared', 'pki'],
}

const electronPlaces = [join('src', 'main', 'shell', 'electron'), join('src', 'preload')]
const importPattern =
  /(?:^|[\s;])(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/gm

const sourcesBelow = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sourcesBelow(path)
    return /\.(ts|tsx|mts|cts)$/.test(name) ? [path] : []
  })

const importsOf = (text) => [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2])

/** The entry of `allowed` for a file: that of its folder, else that of its room. */
const mayReach = (path, top) => {
  const [room, folder] = relative(join(top, 'src'), path).split(sep)
  return allowed[`${room}/${folder}`] ?? allowed[room] ?? []
}

const roomOf = (path, top) => relative(join(top, 'src'), path).split(sep)[0]

/** The entry of a room's list that a file belongs to: the longest that the file's path begins with. */
const folderOf = (path, room, top, order) => {
  const inside = relative(join(top, 'src', room), path)
    .split(sep)
    .join('/')
  const fitting = order.filter((entry) => inside === entry || inside.startsWith(`${entry}/`))
  return fitting.sort((one, other) => other.length - one.length)[0] ?? null
}

/** What is wrong with an import inside one room: it climbs, or one of its ends is in no list. */
const climb = (path, target, room, top, orders) => {
  const order = orders[room] ?? []
  if (order.length === 0) return []
  const [here, there] = [path, target].map((file) => folderOf(file, room, top, order))
  const name = relative(top, path)
  if (here === null) return [`${name}: stands in no folder of the room's order (scripts/folders.mjs)`]
  if (there === null || order.indexOf(there) <= order.indexOf(here)) return []
  return [`${name}: "${here}" may not import from "${there}", which comes after it (scripts/folders.mjs)`]
}

const complaintsAbout = (path, top, orders) => {
  const here = roomOf(path, top)
  const name = relative(top, path)
  return importsOf(readFileSync(path, 'utf8')).flatMap((wanted) => {
    if (/^electron($|\/)/.test(wanted))
      return electronPlaces.some((place) => name.startsWith(place)) ? [] : [`${name}: imports electron`]
    if (!wanted.startsWith('.')) return []
    const target = resolve(dirname(path), wanted)
    const there = roomOf(target, top)
    if (!target.startsWith(join(top, 'src')) && !target.endsWith('package.json'))
      return [`${name}: reaches outside src (${wanted})`]
    if (here === there) return climb(path, target, here, top, orders)
    return target.endsWith('package.json') || mayReach(path, top).includes(there)
      ? []
      : [`${name}: the room "${here}" may not import from "${there}" (${wanted})`]
  })
}

/** Every import that climbs against the order of rooms or folders, and every import of electron outside its place. */
export const roomComplaints = (top = root, orders = folderOrder) => {
  const unknown = readdirSync(join(top, 'src')).filter((name) => !(name in allowed))
  return [
    ...unknown.map((name) => `src/${name}: not a room`),
    ...Object.keys(allowed)
      .map((room) => join(top, 'src', room))
      .filter(existsSync)
      .flatMap(sourcesBelow)
      .flatMap((path) => [...new Set(complaintsAbout(path, top, orders))]),
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const complaints = roomComplaints()
  for (const complaint of complaints) console.error(complaint)
  process.exit(complaints.length > 0 ? 1 : 0)
}
