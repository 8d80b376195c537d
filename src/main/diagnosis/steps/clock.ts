import { statSync } from 'node:fs'
import { join } from 'node:path'
import { clockSkewOf, wrongClockMinutes } from '../../../shared/connection/clock-skew.ts'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

type Source = { readonly name: string; readonly clockSkewSeconds: number }

/** How far the computer is ahead of each authority that told its time. */
const authorities = ({ issuers, authority }: World): readonly Source[] =>
  issuers().flatMap(({ id, name, address }) => {
    if (address === null) return []
    const { clockSkewSeconds } = authority(id).connection()
    return clockSkewSeconds === null ? [] : [{ name, clockSkewSeconds }]
  })

/** The judgement is the one that an authority's refusal rests on, about any difference of two clocks. */
const tooFar = (seconds: number): number | null => wrongClockMinutes([{ clockSkewSeconds: seconds }])

const ofSources = (sources: readonly Source[]): readonly Finding[] => {
  const skews = sources.map(({ clockSkewSeconds }) => clockSkewSeconds)
  const apart = skews.length === 0 ? null : tooFar(Math.max(...skews) - Math.min(...skews))
  if (apart !== null) return [found('clock-disagree', { minutes: apart }, { level: 'attention' })]
  const minutes = wrongClockMinutes(sources)
  const nearest = sources.find(({ clockSkewSeconds }) => clockSkewSeconds === clockSkewOf(sources))
  if (minutes === null || nearest === undefined) return []
  const kind = nearest.clockSkewSeconds > 0 ? 'clock-ahead' : 'clock-behind'
  return [found(kind, { minutes, source: nearest.name })]
}

/** The clock that nobody can set runs beside it since the start. */
const ofDrift = ({ drift }: World): readonly Finding[] => {
  const minutes = tooFar(drift() / 1000)
  return minutes === null ? [] : [found('clock-jumped', { minutes }, { level: 'attention' })]
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
