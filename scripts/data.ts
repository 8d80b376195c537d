// A part of `npm run check`: checks the data files of drivers/ and issuers/, and that the installers contain all of
// them.
import { readdirSync, readFileSync } from 'node:fs'
import { join, matchesGlob, relative } from 'node:path'
import { loadIssuers } from '../src/main/issuers/issuers.ts'

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

const jsonFilesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))

/** The data files that code loads but the installers lack. */
export const unpacked = (configuration: string, folders: readonly string[]): readonly string[] => {
  const packed = packedResources(configuration)
  return folders.flatMap((folder) => {
    const filters = packed.find(({ from }) => from === folder)?.filters ?? []
    return jsonFilesOf(folder)
      .filter((name) => !filters.some((filter) => matchesGlob(name, filter)))
      .map((name) => `${folder}/${name}: code loads it, electron-builder.yml does not pack it`)
  })
}

const issuerComplaints = (): readonly string[] =>
  loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none')).problems.map(
    ({ file, reason }) => `${relative(root, file)}: ${reason}`,
  )

if (import.meta.main) {
  const configuration = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  const complaints = [...issuerComplaints(), ...unpacked(configuration, ['drivers', 'issuers'])]
  for (const complaint of complaints) console.error(complaint)
  process.exit(complaints.length > 0 ? 1 : 0)
}
