import type { Snapshot } from '../../shared/models/index.ts'

export const firstHelp: Pick<Snapshot, 'articleOfCode'> = { articleOfCode: {} }
