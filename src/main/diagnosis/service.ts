import { randomUUID } from 'node:crypto'
import type { CheckView, DiagnosisState, Finding, StepId, Undoable } from '../../shared/diagnosis/model.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Undo } from './repair.ts'
import { repairs } from './repairs.ts'
import { runAll, runOne, viewsBefore } from './runner.ts'
import { rehearse } from './steps/rehearsal.ts'
import { steps } from './steps.ts'
import type { World } from './world.ts'

export type Diagnosis = {
  run(first: StepId | null): Promise<void>
  /** Checks only these. */
  check(only: readonly StepId[]): Promise<void>
  rehearse(tokenId: string): Promise<void>
  repair(key: string): Promise<void>
  undo(id: string): Promise<void>
}

type Parts = {
  readonly world: World
  readonly current: () => DiagnosisState
  readonly change: (state: DiagnosisState) => void
}

/** Steps that may find something else after a repair. */
const concerned = (at: StepId): readonly StepId[] => {
  if (at === 'chain' || at === 'network') return ['authority', at]
  return at === 'ports' ? ['ports', 'loopback-trust'] : [at]
}

/** Reports of all runs stay small: a repair that was done a hundred repairs ago cannot be taken back. */
const mostUndoable = 20

export const createDiagnosis = ({ world, current, change }: Parts): Diagnosis => {
  const undos = new Map<string, Undo>()
  let running: Promise<void> | null = null
  let changing: Promise<void> | null = null

  const set = (part: Partial<DiagnosisState>): void => change({ ...current(), ...part })
  const tell = (view: CheckView): void =>
    set({ steps: current().steps.map((one) => (one.id === view.id ? view : one)) })

  /** Runs the steps that apply here, and only those of `only` if it names some. */
  const runNow = async (first: StepId | null, only: readonly StepId[] | null): Promise<void> => {
    const startedAt = world.clock().toISOString()
    const views = viewsBefore(steps, world)
    set({ state: 'running', startedAt, endedAt: null, first, steps: views })
    const isWanted = ({ id, state }: CheckView) => state === 'waiting' && (only?.includes(id) ?? true)
    const wanted = views.filter(isWanted).map(({ id }) => id)
    // The one that the person came for begins first.
    const ordered =
      first !== null && wanted.includes(first) ? [first, ...wanted.filter((id) => id !== first)] : wanted
    await runAll(steps, ordered, world, tell)
    set({ state: 'done', endedAt: world.clock().toISOString() })
  }

  /** Whoever asks while it runs waits for the same run. What a repair is just changing is looked at afterwards. */
  const begin = (first: StepId | null, only: readonly StepId[] | null): Promise<void> => {
    const now = () => runNow(first, only)
    running ??= (changing === null ? now() : changing.then(now, now)).finally(() => {
      running = null
    })
    return running
  }

  const findingOf = (key: string): { readonly finding: Finding; readonly step: StepId } => {
    for (const { id, findings } of current().steps) {
      const finding = findings.find((one) => one.key === key)
      if (finding !== undefined) return { finding, step: id }
    }
    throw new AssistantError('not-found')
  }

  const again = async (step: StepId): Promise<void> => {
    for (const id of concerned(step)) {
      const one = id === 'rehearsal' ? undefined : steps[id]
      if (one !== undefined) await runOne(one, world, tell)
    }
  }

  /** One change of the computer at a time, and none while it is looked at. */
  const exclusively = async (key: string, work: () => Promise<void>): Promise<void> => {
    if (changing !== null || running !== null) throw new AssistantError('busy-with-other')
    set({ repairing: key })
    changing = work().finally(() => {
      changing = null
      set({ repairing: null })
    })
    return changing
  }

  const remember = (undoable: Undoable, undo: Undo): void => {
    undos.set(undoable.id, undo)
    const kept = [undoable, ...current().undoable].slice(0, mostUndoable)
    for (const id of undos.keys()) if (!kept.some((one) => one.id === id)) undos.delete(id)
    set({ undoable: kept })
  }

  return {
    check: (only) => begin(null, only),
    run: (first) => begin(first, null),
    rehearse: async (tokenId) => {
      const blank = { id: 'rehearsal', startedAt: null, milliseconds: null, findings: [] } as const
      const asked = () => tell({ ...blank, state: 'asked' })
      if (current().steps.length === 0) set({ steps: viewsBefore(steps, world) })
      let began = performance.now()
      let startedAt: string | null = null
      const begun = () => {
        began = performance.now()
        startedAt = world.clock().toISOString()
        tell({ ...blank, state: 'running', startedAt })
      }
      try {
        const findings = await rehearse(world, tokenId, begun)
        const milliseconds = Math.round(performance.now() - began)
        tell({ id: 'rehearsal', state: 'done', startedAt, milliseconds, findings })
      } catch (error) {
        asked()
        throw error
      }
    },
    repair: (key) =>
      exclusively(key, async () => {
        const { finding, step } = findingOf(key)
        const { repair, repairOn: on } = finding
        if (repair === null) throw new AssistantError('not-found')
        const undo = await repairs[repair](world, finding)
        if (undo !== null)
          remember({ id: randomUUID(), step, repair, on, at: world.clock().toISOString() }, undo)
        await again(step)
      }),
    undo: (id) =>
      exclusively(id, async () => {
        const undoable = current().undoable.find((one) => one.id === id)
        const undo = undos.get(id)
        if (undo === undefined || undoable === undefined) throw new AssistantError('not-found')
        await undo()
        undos.delete(id)
        set({ undoable: current().undoable.filter((one) => one.id !== id) })
        await again(undoable.step)
      }),
  }
}
