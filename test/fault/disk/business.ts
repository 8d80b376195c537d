import type { Inspection } from './inspection.ts'
import type { Beginning } from './prepared.ts'
import type { Stage } from './stage.ts'

/** One thing that a person wants, pressed again until it is done. */
export type Business = {
  readonly beginning: Beginning
  /** Presses the button, or goes on with what has begun: null when all is done, else what it was refused with. */
  attempt(stage: Stage): Promise<string | null>
  /** What is not as it should be once it is done, after a new start. */
  missing(stage: Stage, inspection: Inspection): Promise<readonly string[]>
}

export const nothing = async (): Promise<readonly string[]> => []
export const unless = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what])
