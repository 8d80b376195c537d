import type { DriverSet, Keyring } from '../../native/index.ts'
import type { BrowserExtensionFinding, SettingsChange, Snapshot } from '../../shared/models/index.ts'
import type { Authority } from '../authority/index.ts'
import type { RunCommand } from '../certificate-store/run-command.ts'
import type { CertificatesService, KnownCertificate } from '../certificates/certificates-service.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { LoopbackTrust } from '../loopback-trust/loopback-trust.ts'
import type { TrustStore } from '../loopback-trust/stores.ts'
import type { Prompts } from '../prompt/prompts.ts'

/** The computer as a check sees it. Tests name folders of their own in place of the system's. */
export type Surroundings = {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly userFolder: string
  /** `/`: below it lie `etc`, `run`, `sys`, `dev` and `usr`. */
  readonly root: string
  /** Where the processes of this computer are listed. */
  readonly processes: string
}

/** Everything that steps and repairs may use. */
export type World = Pick<Ground, 'home' | 'shell' | 'clock' | 'log'> &
  Surroundings & {
    readonly version: string
    readonly build: string
    readonly resources: string
    readonly snapshot: () => Snapshot
    readonly keyring: Pick<Keyring, 'current' | 'refresh'>
    readonly drivers: DriverSet['drivers']
    readonly find: (certificateId: string) => KnownCertificate | undefined
    readonly certificates: Pick<CertificatesService, 'details' | 'revocation'>
    readonly authority: (issuerId: string) => Pick<Authority, 'check' | 'connection' | 'chain'>
    /** The issuers that matter now: those of certificates here, and the one for new business. */
    readonly issuers: () => readonly Issuer[]
    readonly loopbackTrust: Pick<LoopbackTrust, 'finding' | 'trust' | 'remove' | 'placed' | 'untrust'>
    readonly stores: () => readonly TrustStore[]
    readonly extension: {
      finding(): BrowserExtensionFinding
      register(): Promise<void>
      /** The program that browsers start. */
      readonly starter: string
    }
    readonly listenAgain: () => Promise<void>
    /** Resolves when the ports have followed what was changed. */
    readonly portsSettled: () => Promise<void>
    readonly changeSettings: (change: SettingsChange) => Promise<void>
    readonly prompts: Pick<Prompts, 'askPin'>
    readonly run: RunCommand
    /** Ukeys that went away in the last ten minutes, and how often. */
    readonly lost: () => readonly { readonly name: string; readonly times: number }[]
    /** How far the computer's clock ran from the one that nobody can set, in milliseconds, since the start. */
    readonly drift: () => number
  }
