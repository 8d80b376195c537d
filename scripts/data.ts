// A part of `npm run check`: checks the data files of drivers/, issuers/, help/ and updates/, and that the installers
// contain all of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join, matchesGlob, relative } from 'node:path'
import { type ArticleSet, loadArticles } from '../src/main/help/articles.ts'
import { loadIssuers } from '../src/main/issuers/issuers.ts'
import { zhCn } from '../src/shared/errors/catalogue.ts'
import { feedData } from '../src/shared/updates/feed-data.ts'

const root = join(import.meta.dirname, '..')

type Packed = { readonly from: string; readonly filters: readonly string[] }

/** What electron-builder.yml packs beside the program: each folder with the patterns of its files. */
export const packedResources = (configuration: string): readonly Packed[] => {
  const [, section = ''] = /^extraResources:\n((?:[ #].*\n)+)/m.exec(configuration) ?? []
  return section
    .split(/^ {2}- from: /m)
    .slice(1)
    .map((entry) => {
      const [from = ''] = entry.split('\n')
      const [, list] = /filter: \[(.*)\]/.exec(entry) ?? []
      const filters = list?.split(',').map((one) => one.trim().replace(/^"(.*)"$/, '$1'))
      return { from, filters: filters ?? ['**/*'] }
    })
}

const endingIn = (folder: string): string => (folder === 'help' ? '.md' : '.json')

const dataFilesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(endingIn(folder)))

/** The data files that code loads but the installers lack. */
export const unpacked = (configuration: string, folders: readonly string[]): readonly string[] => {
  const packed = packedResources(configuration)
  return folders.flatMap((folder) => {
    const filters = packed.find(({ from }) => from === folder)?.filters ?? []
    return dataFilesOf(folder)
      .filter((name) => !filters.some((filter) => matchesGlob(name, filter)))
      .map((name) => `${folder}/${name}: code loads it, electron-builder.yml does not pack it`)
  })
}

const issuerComplaints = (): readonly string[] =>
  loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none')).problems.map(
    ({ file, reason }) => `${relative(root, file)}: ${reason}`,
  )

const hotlineCodes: ReadonlySet<string> = new Set(Object.values(zhCn).map(({ hotline }) => hotline))

/** What is wrong with articles beyond their schema: codes that no error has, or that two articles claim; issuers. */
export const articleComplaints = (
  { articles, problems }: ArticleSet,
  issuerIds: readonly string[],
): readonly string[] => {
  const claimed = Map.groupBy(
    articles.flatMap(({ id, codes }) => codes.map((code) => ({ id, code }))),
    ({ code }) => code,
  )
  return [
    ...problems.map(({ file, reason }) => `help/${file}: ${reason}`),
    ...[...claimed].flatMap(([code, by]) => {
      const who = by.map(({ id }) => id).join(', ')
      if (!hotlineCodes.has(code)) return [`help: no error has the code ${code} (${who})`]
      return by.length > 1 ? [`help: ${code} is claimed by ${who}`] : []
    }),
    ...articles.flatMap(({ id, issuer }) =>
      issuer === undefined || issuerIds.includes(issuer)
        ? []
        : [`help/${id}.md: there is no issuer ${issuer}`],
    ),
  ]
}

const helpComplaints = (): readonly string[] => {
  const { issuers } = loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none'))
  return articleComplaints(
    loadArticles(join(root, 'help')),
    issuers.map(({ id }) => id),
  )
}

/** What is wrong with the address and the keys of the feed of new versions. */
export const feedProblem = (text: string): string | null => {
  try {
    feedData.parse(JSON.parse(text))
    return null
  } catch (error) {
    return `updates/feed.json: ${error instanceof Error ? error.message : error}`
  }
}

const feedComplaints = (): readonly string[] => {
  const problem = feedProblem(readFileSync(join(root, 'updates', 'feed.json'), 'utf8'))
  return problem === null ? [] : [problem]
}

if (import.meta.main) {
  const configuration = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  const complaints = [
    ...issuerComplaints(),
    ...helpComplaints(),
    ...unpacked(configuration, ['drivers', 'issuers', 'help', 'updates']),
    ...feedComplaints(),
  ]
  for (const complaint of complaints) console.error(complaint)
  process.exit(complaints.length > 0 ? 1 : 0)
}
