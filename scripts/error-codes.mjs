import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './node24.mjs'

/** Hotline codes of removed errors. A person may still read one out, so no other error may get it. */
const retired = ['A10', 'P06']

const isCatalogue = (path) => /(^|\/)errors\.(zh-cn|en)\.ts$/.test(path)
const isWords = (path) => /(^|\/)([\w-]+-)?words\.(zh-cn|en)\.ts$/.test(path)

const sourcesOf = (top) =>
  readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) =>
      relative(top, join(top, 'src', name))
        .split(sep)
        .join('/'),
    )
    .sort()

/**
 * The entries of one Chinese file, each with its hotline code and its refusals. It relies on the formatter's layout.
 */
const entriesOf = (path, text) =>
  text.split(/^ {2}(?=['\w])/m).flatMap((entry) => {
    const code = /^'?([\w-]+)'?: \{\n/.exec(entry)?.[1]
    if (code === undefined) return []
    const hotline = /^ {4}hotline: '(\w+)'/m.exec(entry)?.[1] ?? null
    const block = /^ {4}refusals: \{(.*)/ms.exec(entry)?.[1] ?? ''
    const refusals = [...block.matchAll(/'?([\w-]+)'?: \{\s*kind:/g)].map(([, name]) => name)
    return [{ path, code, hotline, refusals }]
  })

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

/** Removes the places where a code is only read: comparisons, lists, types, keys of tables. */
const withoutLooks = (text) =>
  withoutComments(text)
    .replace(/\[\s*('[\w-]+',?\s*)+\]/g, '')
    .replace(/\bcase '[\w-]+'/g, '')
    .replace(/[!=]==\s*'[\w-]+'|'[\w-]+'\s*[!=]==/g, '')
    .replace(/\.(has|includes)\('[\w-]+'\)/g, '')
    .replace(/'[\w-]+'(\s*\|\s*'[\w-]+')+/g, '')
    .replace(/'[\w-]+'(?=:)/g, '')

const literalsIn = (paths, read) =>
  new Set(
    paths.flatMap((path) => [...withoutLooks(read(path)).matchAll(/'([\w-]+)'/g)].map(([, name]) => name)),
  )

const twice = (items, keyOf) => {
  const seen = new Map()
  return items.flatMap((item) => {
    const first = seen.get(keyOf(item))
    if (first === undefined) seen.set(keyOf(item), item)
    return first === undefined ? [] : [[first, item]]
  })
}

const hotlineComplaints = (entries) => [
  ...twice(entries, ({ hotline }) => hotline).map(
    ([first, { path, code, hotline }]) =>
      `${path}: "${code}" has the hotline code ${hotline} of "${first.code}"`,
  ),
  ...entries
    .filter(({ hotline }) => retired.includes(hotline))
    .map(
      ({ path, code, hotline }) =>
        `${path}: "${code}" has the hotline code ${hotline} of an error that is gone`,
    ),
]

const declaredTwice = (items, what) =>
  twice(items, ({ code }) => code).map(
    ([first, { path, code }]) => `${path}: ${what} "${code}" is declared in ${first.path} already`,
  )

/** Every entry of the catalogue, as declared in its file. */
export const errorEntries = (top = root) =>
  sourcesOf(top)
    .filter((path) => path.endsWith('/errors.zh-cn.ts'))
    .flatMap((path) => entriesOf(path, readFileSync(join(top, path), 'utf8')))

/** What is wrong with the codes of the catalogue: used twice, or never raised. */
export const errorCodeComplaints = (top = root) => {
  const read = (path) => readFileSync(join(top, path), 'utf8')
  const entries = errorEntries(top)
  const refusals = entries.flatMap(({ path, refusals }) => refusals.map((code) => ({ path, code })))
  const code = sourcesOf(top).filter((path) => !isCatalogue(path) && !isWords(path))
  const refused = literalsIn(
    code.filter((path) => path.startsWith('src/ra/')),
    read,
  )
  const raised = literalsIn(
    code.filter((path) => !path.startsWith('src/ra/')),
    read,
  )
  const isRaised = (entry) => raised.has(entry.code) || entry.refusals.some((name) => refused.has(name))
  return [
    ...hotlineComplaints(entries),
    ...declaredTwice(entries, 'the error'),
    ...declaredTwice(refusals, 'the refusal'),
    ...entries
      .filter((entry) => !isRaised(entry))
      .map(({ path, code }) => `${path}: nobody raises "${code}"`),
    ...refusals
      .filter(({ code }) => !refused.has(code))
      .map(({ path, code }) => `${path}: no authority refuses with "${code}"`),
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const complaints = errorCodeComplaints()
  for (const complaint of complaints) console.error(complaint)
  process.exit(complaints.length > 0 ? 1 : 0)
}
