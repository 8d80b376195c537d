import type { Snapshot } from '../../shared/models/index.ts'

export const firstPrompt: Pick<Snapshot, 'prompt'> = { prompt: null }
