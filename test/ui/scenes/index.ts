import { badInputScenes } from './bad-input.ts'
import { businessPageScenes } from './business-page.ts'
import { businessScenes } from './businesses.ts'
import { certificateScenes } from './certificates.ts'
import { decryptionRehearsalScenes } from './decryption-rehearsal.ts'
import { diagnosisScenes } from './diagnosis.ts'
import { documentsScenes } from './documents.ts'
import { helpScenes } from './help.ts'
import { homeScenes } from './home.ts'
import { identityScenes } from './identity.ts'
import { issuanceScenes } from './issuance.ts'
import { issuerScenes } from './issuers.ts'
import { loginScenes } from './login.ts'
import { promptScenes } from './prompt.ts'
import { renewalScenes } from './renewal.ts'
import type { Scene } from './scene.ts'
import { sealScenes } from './seals.ts'
import { serviceScenes } from './service.ts'
import { settingsScenes } from './settings.ts'
import { updatesScenes } from './updates.ts'
import { upgradeScenes } from './upgrade.ts'
import { waitScenes } from './waits.ts'

export const scenes: readonly Scene[] = [
  ...badInputScenes,
  ...homeScenes,
  ...loginScenes,
  ...identityScenes,
  ...issuanceScenes,
  ...waitScenes,
  ...certificateScenes,
  ...decryptionRehearsalScenes,
  ...diagnosisScenes,
  ...settingsScenes,
  ...promptScenes,
  ...serviceScenes,
  ...helpScenes,
  ...businessScenes,
  ...businessPageScenes,
  ...issuerScenes,
  ...documentsScenes,
  ...renewalScenes,
  ...sealScenes,
  ...updatesScenes,
  ...upgradeScenes,
]
