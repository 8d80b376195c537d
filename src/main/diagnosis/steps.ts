import type { StepId } from '../../shared/diagnosis/model.ts'
import type { Step } from './step.ts'
import { assistantsStep } from './steps/assistants.ts'
import { authorityStep } from './steps/authority.ts'
import { autostartStep } from './steps/autostart.ts'
import { browsersStep } from './steps/browsers.ts'
import { certificatesStep } from './steps/certificates.ts'
import { chainStep } from './steps/chain.ts'
import { clockStep } from './steps/clock.ts'
import { dataFolderStep } from './steps/data-folder.ts'
import { desktopStep } from './steps/desktop.ts'
import { diskStep } from './steps/disk.ts'
import { driversStep } from './steps/drivers.ts'
import { extensionStep } from './steps/extension.ts'
import { filesStep } from './steps/files.ts'
import { journalsStep } from './steps/journals.ts'
import { loopbackTrustStep } from './steps/loopback-trust.ts'
import { networkStep } from './steps/network.ts'
import { pinStep } from './steps/pin.ts'
import { portsStep } from './steps/ports.ts'
import { revocationStep } from './steps/revocation.ts'
import { rightsStep } from './steps/rights.ts'
import { smartCardServiceStep } from './steps/smart-card-service.ts'
import { usbStep } from './steps/usb.ts'
import { versionStep } from './steps/version.ts'

/** Every step except the rehearsal, which runs only with the person's word. A missing one does not compile. */
export const steps: { readonly [Id in Exclude<StepId, 'rehearsal'>]: Step & { readonly id: Id } } = {
  drivers: driversStep,
  usb: usbStep,
  'smart-card-service': smartCardServiceStep,
  pin: pinStep,
  certificates: certificatesStep,
  chain: chainStep,
  revocation: revocationStep,
  clock: clockStep,
  network: networkStep,
  authority: authorityStep,
  ports: portsStep,
  assistants: assistantsStep,
  browsers: browsersStep,
  extension: extensionStep,
  'loopback-trust': loopbackTrustStep,
  files: filesStep,
  rights: rightsStep,
  disk: diskStep,
  'data-folder': dataFolderStep,
  journals: journalsStep,
  autostart: autostartStep,
  desktop: desktopStep,
  version: versionStep,
}
