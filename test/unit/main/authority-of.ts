import type { Authorities, Authority } from '../../../src/main/authority/index.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { RaClient } from '../../../src/shared/ra-contract/index.ts'

/** The part of the authority's calls that a test answers. */
export type Answers = { readonly [Room in keyof RaClient]?: object }

const notAsked = (): never => {
  throw new Error('nobody should ask the authority for this')
}

/** An authority that gives these answers. `spokeAs` tells who speaks: a token, or null for who acts there. */
export const authorityOf = (
  issuerId: string,
  answers: (spokeAs: string | null) => Answers = () => ({}),
  rest: Partial<Authority> = {},
): Authority => {
  const clientFor = (token: string | null): RaClient => answers(token) as RaClient
  return {
    issuerId,
    client: () => clientFor(null),
    clientFor,
    clientOf: notAsked,
    speakFor: notAsked,
    onSessionEnded: () => {},
    connection: notAsked,
    check: notAsked,
    chain: () => [],
    knownChain: async () => [],
    known: () => null,
    payPage: () => null,
    now: () => new Date(0),
    stop: () => {},
    ...rest,
  }
}

export const authoritiesOf = (...known: readonly Authority[]): Authorities => ({
  of: (issuerId) => {
    const found = known.find((one) => one.issuerId === issuerId)
    if (!found) throw new AssistantError('issuer-unknown')
    return found
  },
  now: () => new Date(0),
  embeddedFeedKey: async () => null,
  desk: async () => null,
  stop: () => {},
})
