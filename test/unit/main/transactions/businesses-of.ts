import { businessesWith } from '../../../../src/main/businesses.ts'
import type { Businesses } from '../../../../src/main/transactions/index.ts'
import type { Started } from '../../../../src/main/transactions/records.ts'
import type { Step } from '../../../../src/main/transactions/step.ts'
import { started } from './recorded.ts'

/** The businesses as they are, or with these steps in their place. */
export const businesses = (steps?: readonly Step[]): Businesses => {
  const whole = businessesWith({ whole: () => null }, { certified: async () => {} })
  if (!steps) return whole
  const own = { steps, stepsWithSameKeys: steps }
  return { issue: own, replacement: own, renew: own, upgrade: own }
}

/** The beginning of a 续期, with new keys or with those that the token has. */
export const renewing = (keys: 'new' | 'same', target: Partial<Started['target']> = {}): Started => ({
  ...started(target),
  business: {
    ...{ kind: 'renew', previousSerial: 'AB12', termYears: 1, agreementVersion: '2026-01' },
    ...{ expectedTotalFen: 10_000, keys },
  },
})
