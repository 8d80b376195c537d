import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { NoticeSource } from '../../../shared/models/index.ts'
import { found, reported, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** Notices about files. Those of drivers and of the PIN belong to other steps. */
const aboutFiles: readonly NoticeSource[] = [
  'settings-file',
  'issuer-files',
  'machine-key',
  'soft-files',
  'journals',
  'history-file',
  'unlockings',
  'web-signing',
]

/** A write takes no longer; what is older was broken off. */
const abandonedAfter = 60_000
const subfolders = ['.', 'soft', 'journal', 'authorities', 'drivers', 'issuers', 'loopback-trust'] as const

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const ageOf = (file: string, now: Date): number => {
  try {
    return now.getTime() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}

const ofFile = (file: string, name: string, { clock }: World): readonly Finding[] => {
  const more = { level: 'attention', repair: 'set-aside', on: file } as const
  if (/\.tmp$/.test(name))
    return ageOf(file, clock()) > abandonedAfter ? [found('leftover-file', { file }, more)] : []
  return /\.(aside|damaged)$/.test(name) ? [found('set-aside-file', { file }, more)] : []
}

const notices = ({ snapshot }: World): readonly Finding[] =>
  snapshot()
    .notices.filter(({ source, level }) => aboutFiles.includes(source) && level !== 'info')
    .map(({ id, report, level, action }) =>
      reported(report, {
        about: id,
        level: level === 'problem' ? 'problem' : 'attention',
        ...(action.kind === 'go' ? { place: action.place } : {}),
      }),
    )

export const dataFolderStep = {
  id: 'data-folder',
  finds: ['leftover-file', 'set-aside-file'],
  check: (world) => [
    ...notices(world),
    ...subfolders.flatMap((sub) => {
      const folder = join(world.home, sub)
      return namesIn(folder).flatMap((name) => ofFile(join(folder, name), name, world))
    }),
  ],
} satisfies Step
