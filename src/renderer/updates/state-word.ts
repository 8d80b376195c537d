import type { UpdateStage } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'

/** Nobody is told that a version is the latest before it was looked. */
export const stateWord = ({ updates: say }: Texts, stage: UpdateStage, lookedAt: string | null): string =>
  stage.is === 'none' && lookedAt === null ? say.never : say.stages[stage.is]
