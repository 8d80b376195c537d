import { explainFinding } from '../../../src/shared/diagnosis/explain.ts'
import { isUndoable } from '../../../src/shared/diagnosis/undoable-repairs.ts'
import type { Finding } from '../../../src/shared/models/index.ts'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'
import type { Fault } from './fault.ts'

export type Ran = {
  readonly name: string
  readonly skipped: string | null
  readonly problems: readonly string[]
}

export const kindOf = ({ said }: Finding): string => (said.by === 'step' ? said.kind : said.report.code)

const isNamed = (finding: Finding): readonly string[] => {
  const zh = Object.values(explainFinding(finding, 'zh-CN')).filter((text) => text !== null)
  const en = Object.values(explainFinding(finding, 'en')).filter((text) => text !== null)
  const unfilled = [...zh, ...en].find((text) => /\{\w+\}|\[object/.test(text))
  return [
    ...(zh.every((text) => text !== '') && /\p{Script=Han}/u.test(zh.join(''))
      ? []
      : ['has no Chinese words']),
    ...(en.every((text) => text !== '') && !/\p{Script=Han}/u.test(explainFinding(finding, 'en').next)
      ? []
      : ['has no English words']),
    ...(unfilled === undefined ? [] : [`says "${unfilled}"`]),
  ]
}

const repairedProblems = async (
  stage: DiagnosisHouse,
  fault: Fault,
  finding: Finding,
): Promise<readonly string[]> => {
  const has = () =>
    stage.house.state
      .current()
      .diagnosis.steps.some(({ findings }) => findings.some(({ key }) => key === finding.key))
  if (finding.repair === null) return ['offers no repair']
  await fault.first?.(stage)
  await stage.diagnosis.repair(finding.key)
  if (has()) return ['is still found after the repair']
  const [undoable] = stage.house.state.current().diagnosis.undoable
  const told = isUndoable(finding.repair)
  if (!fault.undone) return told ? ['says that it can be undone'] : []
  if (undoable === undefined || !told) return ['cannot be undone']
  await stage.diagnosis.undo(undoable.id)
  return has() ? [] : ['is not found again after the undoing']
}

const run = async (stage: DiagnosisHouse, fault: Fault): Promise<readonly string[]> => {
  const wanted = (findings: readonly Finding[]) => findings.find((one) => kindOf(one) === fault.finds)
  if (wanted(await stage.check(fault.step))) return ['is found although all is well']
  const mend = await fault.make(stage)
  const problems: string[] = []
  try {
    const findings = await stage.check(fault.step)
    const finding = wanted(findings)
    if (finding === undefined)
      problems.push(`is not found, but ${findings.map(kindOf).join(', ') || 'nothing'}`)
    else {
      problems.push(...isNamed(finding))
      if (fault.repaired) problems.push(...(await repairedProblems(stage, fault, finding)))
    }
  } finally {
    await mend()
  }
  if (wanted(await stage.check(fault.step))) problems.push('is still found when all is well again')
  return problems
}

/** Makes each fault, looks for it, has it repaired and takes it away. */
export const carryOut = async (
  stage: DiagnosisHouse,
  faults: readonly Fault[],
  say: (line: string) => void = () => {},
): Promise<readonly Ran[]> => {
  const ran: Ran[] = []
  for (const fault of faults) {
    const skipped = fault.skipped?.() ?? null
    const problems =
      skipped === null
        ? await run(stage, fault).catch((error: unknown) => [
            error instanceof Error ? (error.stack ?? error.message) : String(error),
          ])
        : []
    ran.push({ name: fault.name, skipped, problems })
    say(
      [fault.step, fault.name, fault.finds, ...(skipped ? [`skipped: ${skipped}`] : []), ...problems].join(
        ' | ',
      ),
    )
  }
  return ran
}
