import { afterAll, beforeAll, describe } from 'vitest'
import type { Place, StoreFactory } from './place.ts'
import { accountCases } from './suite/accounts.ts'
import { auditCases } from './suite/audit.ts'
import { certificateStatusCases } from './suite/certificate-status.ts'
import { codeCases } from './suite/codes.ts'
import { collectionCases } from './suite/collection.ts'
import { deviceCases } from './suite/devices.ts'
import { identityRaceCases } from './suite/identity-races.ts'
import { moneyCases } from './suite/money.ts'
import { openingCases } from './suite/opening.ts'
import { processCases } from './suite/processes.ts'
import { raceCases } from './suite/races.ts'
import { loginRaceCases } from './suite/races-of-logins.ts'
import { unlockRaceCases } from './suite/races-of-unlocking.ts'
import { recoveryCases } from './suite/recovery.ts'
import { sameKeysCases } from './suite/same-keys.ts'
import { sealCases } from './suite/seals.ts'
import { stepCases } from './suite/steps.ts'
import { subscriptionCases } from './suite/subscriptions.ts'
import { triesCases } from './suite/tries.ts'
import { unlockCases } from './suite/unlock.ts'
import { uploadCases } from './suite/uploads.ts'

const allCases = [
  accountCases,
  openingCases,
  moneyCases,
  stepCases,
  collectionCases,
  sameKeysCases,
  certificateStatusCases,
  codeCases,
  unlockCases,
  recoveryCases,
  sealCases,
  uploadCases,
  subscriptionCases,
  auditCases,
  triesCases,
  deviceCases,
  processCases,
  raceCases,
  loginRaceCases,
  unlockRaceCases,
  identityRaceCases,
] as const

/** Runs every rule, refusal and race of the authority, or some of them, against one kind of store. */
export function storeSuite(
  name: string,
  open: StoreFactory,
  cases: readonly (typeof allCases)[number][] = allCases,
): void {
  describe(`the authority on ${name}`, () => {
    let place: Place
    beforeAll(async () => {
      place = await open()
    })
    afterAll(() => place.end())
    for (const one of cases) one(() => place)
  })
}
