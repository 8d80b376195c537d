import type { PresentToken } from '../../native/index.ts'
import { readable } from '../certificates/chain.ts'

/**
 * Numbers that others know about the holder of a token. A PIN should not be made of them. They stay in this process.
 */
export const knownNumbers = ({ facts, certificates }: PresentToken): readonly string[] => [
  facts.serial,
  ...readable(certificates.map(({ der }) => der)).flatMap(({ identity }) =>
    identity.facts.map(({ value }) => value),
  ),
]
