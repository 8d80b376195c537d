import { readFileSync } from 'node:fs'
import { writeAtomically } from '../files/atomic-file.ts'
import { isVersionName } from './layout.ts'

/** Which version runs next, and whether it has ever worked. The launcher reads and writes the same file. */
export type VersionState = {
  readonly current: string
  /** The version to go back to. */
  readonly before: string | null
  /** It has once come so far that a person could work with it. */
  readonly ready: boolean
  /** Starts of one that is not ready yet. */
  readonly starts: number
  /** The version that was tried and taken back. */
  readonly back: { readonly version: string; readonly reason: 'not-ready' | 'damaged' } | null
}

const backOf = (text: string | undefined): VersionState['back'] => {
  const [version = '', reason = ''] = text?.split(' ') ?? []
  if (!isVersionName(version)) return null
  return { version, reason: reason === 'damaged' ? 'damaged' : 'not-ready' }
}

/** null if there is none, or none that names a version. */
export const readState = (path: string): VersionState | null => {
  try {
    const facts = new Map(
      readFileSync(path, 'utf8')
        .split(/\r?\n/)
        .map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
    )
    const [current = '', before = ''] = [facts.get('current'), facts.get('before')]
    if (!isVersionName(current)) return null
    return {
      current,
      before: isVersionName(before) ? before : null,
      ready: facts.get('ready') === 'yes',
      starts: Number(facts.get('starts')) || 0,
      back: backOf(facts.get('back')),
    }
  } catch {
    return null
  }
}

export const writeState = (path: string, { current, before, ready, starts, back }: VersionState): void =>
  writeAtomically(
    path,
    [
      `current ${current}`,
      `ready ${ready ? 'yes' : 'no'}`,
      `starts ${starts}`,
      ...(before === null ? [] : [`before ${before}`]),
      ...(back === null ? [] : [`back ${back.version} ${back.reason}`]),
      '',
    ].join('\n'),
  )
