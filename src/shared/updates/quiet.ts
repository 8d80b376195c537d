import type { Snapshot } from '../models/index.ts'

type Seen = Pick<
  Snapshot,
  'transactions' | 'tokens' | 'prompt' | 'documentJob' | 'installation' | 'diagnosis' | 'webSigning'
>

/**
 * Whether nothing goes on that a new version could disturb. A business that waits for days, for a payment or a review,
 * is safe in its journal and holds nothing up.
 */
export const isQuiet = ({
  transactions,
  tokens,
  prompt,
  documentJob,
  installation,
  diagnosis,
}: Omit<Seen, 'webSigning'>): boolean =>
  transactions.every(({ state }) => state !== 'running') &&
  tokens.every(({ busy }) => busy === null) &&
  prompt === null &&
  (documentJob === null || documentJob.state.is === 'ended') &&
  installation?.state !== 'fetching' &&
  diagnosis.state !== 'running' &&
  diagnosis.repairing === null

/** Whether nobody would notice a restart: quiet, and no page of a site is connected. */
export const isUnused = (snapshot: Seen): boolean =>
  isQuiet(snapshot) && snapshot.webSigning.sites.every(({ connections }) => connections === 0)
