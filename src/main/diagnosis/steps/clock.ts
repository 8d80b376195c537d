import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** From this difference on, an authority refuses to begin a business (`connection/clock-skew.ts`). */
const tolerated = 10

type Source = { readonly name: string; readonly minutes: number }

/** How far the computer is ahead of each authority that told its time. */
const authorities = ({ issuers, authority }: World): readonly Source[] =>
  issuers().flatMap(({ id, name, address }) => {
    if (address === null) return []
    const { clockSkewSeconds } = authority(id).connection()
    return clockSkewSeconds === null ? [] : [{ name, minutes: Math.round(clockSkewSeconds / 60) }]
  })

const ofSources = (sources: readonly Source[]): readonly Finding[] => {
  const sorted = sources.toSorted((one, other) => Math.abs(one.minutes) - Math.abs(other.minutes))
  const [nearest] = sorted
  const farthest = sorted.at(-1)
  if (nearest === undefined || farthest === undefined) return []
  const apart =
    Math.max(...sources.map(({ minutes }) => minutes)) - Math.min(...sources.map(({ minutes }) => minutes))
  if (apart >= tolerated) return [found('clock-disagree', { minutes: apart }, { level: 'attention' })]
  const minutes = Math.abs(nearest.minutes)
  if (minutes < tolerated) return []
  return [found(nearest.minutes > 0 ? 'clock-ahead' : 'clock-behind', { minutes, source: nearest.name })]
}

/** The clock that nobody can set runs beside it since the start. */
const ofDrift = ({ drift }: World): readonly Finding[] => {
  const minutes = Math.round(Math.abs(drift()) / 60_000)
  return minutes >= tolerated ? [found('clock-jumped', { minutes }, { level: 'attention' })] : []
}

/** No computer runs a program before it was made. A day is left for time zones. */
const ofBuild = ({ build, clock }: World): readonly Finding[] => {
  try {
    const made = statSync(join(build, 'files.json')).mtime
    if (clock().getTime() > made.getTime() - 86_400_000) return []
    return [found('clock-before-build', { date: made.toISOString().slice(0, 10) })]
  } catch {
    return []
  }
}

export const clockStep = {
  id: 'clock',
  after: ['authority'],
  finds: ['clock-ahead', 'clock-behind', 'clock-disagree', 'clock-jumped', 'clock-before-build'],
  check: (world) => [...ofSources(authorities(world)), ...ofDrift(world), ...ofBuild(world)],
} satisfies Step
