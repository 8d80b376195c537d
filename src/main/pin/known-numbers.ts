import type { PresentToken } from '../../native/index.ts'
import { readable } from '../certificates/chain.ts'

/** Numbers that others know of the holder of a token: what a PIN should not be made of. They stay in this process. */
export const knownNumbers = ({ facts, certificates }: PresentToken): readonly string[] => [
  facts.serial,
  ...readable(certificates.map(({ der }) => der)).flatMap(({ identity }) =>
    identity.facts.map(({ value }) => value),
  ),
]
