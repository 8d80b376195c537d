import { z } from 'zod'
import { subscriptionView } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** The address is kept masked: only the authority has to know the whole. The secret deletes the registration. */
const kept = z.readonly(subscriptionView.unwrap().extend({ secret: z.string().max(512) }))

const file = z.object({
  format: z.literal(1),
  /** Whether this person has registered once, or said that nothing is to be offered. */
  answered: z.boolean(),
  registered: z.array(kept).max(200).readonly(),
})

export type KeptSubscription = z.infer<typeof kept>
export type SubscriptionFile = Readonly<z.infer<typeof file>>

/**
 * In the folder of this person, so the answer holds for every Ukey. A file that cannot be read counts as an answer,
 * because nobody is to be asked twice.
 */
export const readSubscriptions = (path: string): SubscriptionFile => {
  let isDamaged = false
  const read = smallJsonAt(path, file, () => {
    isDamaged = true
  })
  return read ?? { format: 1, answered: isDamaged, registered: [] }
}

export const writeSubscriptions = (path: string, content: SubscriptionFile): void =>
  writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`)
