import type { Finding } from '../../shared/diagnosis/model.ts'
import { isAssistantError, reportOf } from '../../shared/errors/index.ts'
import { scrub } from '../log/scrub.ts'
import { stackOf } from '../log/stack-of.ts'
import { found, reported, type Step } from './step.ts'
import type { World } from './world.ts'

const usualMilliseconds = 6_000
/** No trouble needs more lines than this. */
const mostFindings = 100

const hung = (milliseconds: number): readonly Finding[] => [
  found('step-hung', { seconds: Math.round(milliseconds / 1000) }),
]

const failed = (error: unknown): readonly Finding[] =>
  isAssistantError(error)
    ? [reported(reportOf(error))]
    : [found('step-failed', { words: scrub(error instanceof Error ? error.message : String(error)) })]

const kindOf = ({ said }: Finding): string => (said.by === 'step' ? said.kind : said.report.code)

/** What a step may not say: a kind that it does not name, or two different things about one. */
const contradictionsIn = ({ finds }: Step, findings: readonly Finding[]): readonly string[] => {
  const strange = findings.flatMap(({ said }) =>
    said.by === 'step' && !finds.includes(said.kind) ? [said.kind] : [],
  )
  const twice = [...Map.groupBy(findings, ({ key }) => key).values()]
    .filter((same) => new Set(same.map((one) => JSON.stringify(one))).size > 1)
    .map(([one]) => (one === undefined ? '' : kindOf(one)))
  return [...new Set([...strange, ...twice])]
}

const judged = (step: Step, findings: readonly Finding[]): readonly Finding[] => {
  const distinct = [...new Map(findings.map((one) => [one.key, one])).values()].slice(0, mostFindings)
  const [words] = contradictionsIn(step, findings)
  return words === undefined ? distinct : [found('step-contradicts', { words }), ...distinct]
}

/** Runs one step within its time. Whatever it does, there is a result, and nothing is thrown. */
export const runStep = async (step: Step, world: World): Promise<readonly Finding[]> => {
  const milliseconds = step.milliseconds ?? usualMilliseconds
  const giveUp = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      resolve(hung(milliseconds))
      giveUp.abort()
    }, milliseconds)
  })
  const check = async (): Promise<readonly Finding[]> => {
    try {
      return judged(step, await step.check(world, giveUp.signal))
    } catch (error) {
      if (!giveUp.signal.aborted) world.log(`system check, ${step.id}: ${stackOf(error)}`)
      return failed(error)
    }
  }
  const findings = await Promise.race([check(), late])
  clearTimeout(timer)
  return findings
}
