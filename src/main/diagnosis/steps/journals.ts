import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { needsPerson } from '../../../shared/health/assistant-health.ts'
import { businessPlace } from '../../../shared/transactions/business-place.ts'
import { readFileAt } from '../../files/file-reading.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

const largest = 16 * 1024 * 1024

const stopped = ({ snapshot }: World): readonly Finding[] =>
  snapshot()
    .transactions.filter(needsPerson)
    .map((view) =>
      found(
        'business-stopped',
        { name: view.tokenName },
        { level: 'attention', about: view.id, place: businessPlace(view) },
      ),
    )

/** A business that was given up keeps its journal until what it left on the key is removed. */
const isEnded = (file: string): boolean => {
  const reading = readFileAt(file, largest)
  return reading.kind !== 'read' || reading.bytes.includes('"type":"ended"')
}

/** Journals on disk that no business in the state belongs to. */
const stray = ({ home, snapshot }: World): readonly Finding[] => {
  const folder = join(home, 'journal')
  const known = new Set(snapshot().transactions.map(({ id }) => id))
  try {
    return (
      readdirSync(folder)
        // An unlocking that was cut off is told by a notice of its own.
        .filter((name) => name.endsWith('.journal') && !name.startsWith('unlock.'))
        .filter((name) => ![...known].some((id) => name.endsWith(`.${id}.journal`)))
        .map((name) => join(folder, name))
        .filter((file) => !isEnded(file))
        .map((file) => found('journal-stray', { file }, { level: 'attention', about: file }))
    )
  } catch {
    return []
  }
}

export const journalsStep = {
  id: 'journals',
  finds: ['business-stopped', 'journal-stray'],
  check: (world) => [...stopped(world), ...stray(world)],
} satisfies Step
