import { createHmac } from 'node:crypto'
import type { Manifest } from '../../shared/updates/manifest.ts'

/** In hundredths of a percent. Another version draws anew, so that it is not always the same computers that go first. */
const drawn = (seed: string, version: string): number =>
  createHmac('sha256', Buffer.from(seed, 'hex')).update(version).digest().readUInt32BE() % 10_000

/** Whether this computer's turn has come. A business that needs the version does not wait for its turn. */
export const hasTurn = (
  { rollout, version }: Pick<Manifest, 'rollout' | 'version'>,
  seed: string,
  needed: object,
): boolean => Object.keys(needed).length > 0 || drawn(seed, version) < rollout * 100
