import type { FindingKind } from '../../../src/shared/diagnosis/finding-kinds.ts'
import type { ErrorCode } from '../../../src/shared/errors/index.ts'
import type { StepId } from '../../../src/shared/models/index.ts'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'

/** Takes the fault away again. */
export type Mend = () => void | Promise<void>

/** One thing that is really wrong, and what the check must call it. */
export type Fault = {
  readonly name: string
  readonly step: StepId
  readonly finds: FindingKind | ErrorCode
  readonly make: (stage: DiagnosisHouse) => Mend | Promise<Mend>
  /** 修复 takes it away. What the person is asked to do before comes first. */
  readonly repaired?: true
  readonly first?: (stage: DiagnosisHouse) => void | Promise<void>
  /** 撤销 brings it back. */
  readonly undone?: true
  /** Why this machine cannot have it; null where it can. */
  readonly skipped?: () => string | null
}
