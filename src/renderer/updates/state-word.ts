import type { UpdatesState } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'

/** A version is called the latest only after a look that succeeded. */
export const stateWord = ({ updates: say }: Texts, { stage, lookedAt, problem }: UpdatesState): string => {
  if (stage.is !== 'none') return say.stages[stage.is]
  if (problem !== null) return say.failed
  return lookedAt === null ? say.never : say.stages.none
}
