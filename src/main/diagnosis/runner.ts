import type { CheckView, Finding, StepId } from '../../shared/diagnosis/model.ts'
import { stepId } from '../../shared/diagnosis/model.ts'
import { runStep } from './run-step.ts'
import type { Step } from './step.ts'
import type { World } from './world.ts'

type Steps = { readonly [Id in StepId]?: Step }
type Told = (view: CheckView) => void

const blank = { startedAt: null, milliseconds: null, findings: [] } as const

const viewBefore = (id: StepId, step: Step | undefined, world: World): CheckView => {
  if (step === undefined) return { id, ...blank, state: 'asked' }
  return { id, ...blank, state: step.when === undefined || step.when(world) ? 'waiting' : 'none' }
}

/** All steps as they are before a run. A step that cannot even tell whether it applies is run, and says so. */
export const viewsBefore = (steps: Steps, world: World): readonly CheckView[] =>
  stepId.options.map((id) => {
    try {
      return viewBefore(id, steps[id], world)
    } catch {
      return { id, ...blank, state: 'waiting' }
    }
  })

/** Runs one step and tells when it begins and when it ends. */
export const runOne = async (step: Step, world: World, tell: Told): Promise<readonly Finding[]> => {
  const began = performance.now()
  const startedAt = world.clock().toISOString()
  tell({ id: step.id, ...blank, state: 'running', startedAt })
  const findings = await runStep(step, world)
  const milliseconds = Math.round(performance.now() - began)
  tell({ id: step.id, state: 'done', startedAt, milliseconds, findings })
  return findings
}

/** Runs these steps beside each other, each after those that it waits for. */
export const runAll = async (
  steps: Steps,
  wanted: readonly StepId[],
  world: World,
  tell: Told,
): Promise<void> => {
  const ends = new Map<StepId, Promise<unknown>>()
  const run = (id: StepId): Promise<unknown> => {
    const known = ends.get(id)
    if (known !== undefined) return known
    const step = steps[id]
    if (step === undefined || !wanted.includes(id)) return Promise.resolve()
    const end = Promise.all((step.after ?? []).map(run)).then(() => runOne(step, world, tell))
    ends.set(id, end)
    return end
  }
  await Promise.all(wanted.map(run))
}
