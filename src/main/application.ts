import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Duplex } from '../shared/channel/duplex.ts'
import type { TrayItemKind } from '../shared/contract/index.ts'
import type { Language } from '../shared/settings/model.ts'
import { accountsPart } from './account/part.ts'
import { announcementsPart } from './announcements/part.ts'
import { applicationsPart } from './applications/part.ts'
import { farFilesPart } from './authority/far-file-part.ts'
import { authoritiesPart } from './authority/part.ts'
import { backupPart } from './backup/part.ts'
import { browserExtensionPart } from './browser-extension/part.ts'
import { businessesWith } from './businesses.ts'
import { certificateStorePart } from './certificate-store/part.ts'
import { certificatesPart } from './certificates/part.ts'
import { connectionsPart } from './connection/part.ts'
import { createServer } from './contract/router.ts'
import { decryptionRehearsalPart } from './decryption-rehearsal/part.ts'
import { diagnosisPart } from './diagnosis/part.ts'
import type { Surroundings } from './diagnosis/world.ts'
import { documentsPart } from './documents/part.ts'
import { type GroundOptions, groundOf } from './ground.ts'
import { helpPart } from './help/part.ts'
import { historyPart } from './history/part.ts'
import { buildOn } from './house/house.ts'
import { identityPart } from './identity/part.ts'
import { issuancePart } from './issuance/part.ts'
import { issuersPart } from './issuers/part.ts'
import { stackOf } from './log/stack-of.ts'
import { loopbackTrustPart } from './loopback-trust/part.ts'
import { noticesPart } from './notices/part.ts'
import { notificationsPart } from './notifications/part.ts'
import { oldCertificatesPart } from './old-certificates/part.ts'
import { ordersPart } from './orders/part.ts'
import { pinPart } from './pin/part.ts'
import { placesPart } from './places/part.ts'
import { promptPart } from './prompt/part.ts'
import { remindersPart } from './reminders/part.ts'
import { renewalDraftsPart } from './renewal/drafts-part.ts'
import { renewalPart } from './renewal/part.ts'
import { replacementPart } from './replacement/part.ts'
import { sealsPart } from './seals/part.ts'
import { settingsPart } from './settings/part.ts'
import { snapshotPart } from './snapshot/part.ts'
import type { StateStore } from './state/state-store.ts'
import { subscriptionPart } from './subscription/part.ts'
import { keyringPart } from './tokens/keyring-part.ts'
import { tokensPart } from './tokens/part.ts'
import { transactionsPart } from './transactions/part.ts'
import { trayPart } from './tray/part.ts'
import { unlockPart } from './unlock/part.ts'
import { secretsPart } from './unlock-secrets/part.ts'
import { updatesPart } from './updates/part.ts'
import type { Versions } from './updates/versions-port.ts'
import { upgradeBookPart } from './upgrade/book-part.ts'
import { upgradePart } from './upgrade/part.ts'
import { webSigningPart } from './web-signing/part.ts'

export type ApplicationOptions = GroundOptions & {
  /** What puts new versions in place; without it the product only tells of them. */
  readonly versions?: Versions
  /** For tests: other ports of 代理服务 than the usual ones. */
  readonly webPorts?: Parameters<typeof webSigningPart>[0]['webPorts']
  /** For tests: what the system check looks at in place of this computer. */
  readonly surroundings?: Partial<Surroundings>
}

/** One application for both shells. It holds the state and does the businesses. */
export type Application = {
  readonly state: StateStore
  /** Starts what may take time (the search for tokens, the authority inside). The tray is shown before that. */
  start(): Promise<void>
  /** Serves the contract to one window over its channel. */
  serve(channel: Duplex): void
  choose(item: TrayItemKind, tokenId?: string): Promise<void>
  /** Lists the files that this computer opens with the assistant, and shows them. */
  openFiles(paths: readonly string[]): void
  /** Checks the system and gives the result as JSON, without secrets; in the language of the settings if none is asked for. */
  diagnose(language?: Language): Promise<string>
  /** The shell says that nobody is at the screen any more. */
  personLeft(): void
  stop(): Promise<void>
}

export const createApplication = (options: ApplicationOptions): Application => {
  // Each line adds one part. A part stands after those that it needs (docs/architecture.md, "Wiring").
  const house = buildOn(groundOf(options))
    .add('notifications', notificationsPart)
    .add('notices', noticesPart)
    .add('issuers', issuersPart)
    .add('keyring', keyringPart)
    .add('authorities', authoritiesPart)
    .add('farFiles', farFilesPart)
    .add('accounts', accountsPart)
    .add('connections', connectionsPart)
    .add('tokens', tokensPart)
    .add('places', placesPart)
    .add('prompts', promptPart)
    .add('seals', sealsPart)
    .add('history', historyPart)
    .add('secrets', secretsPart)
    .add('pin', pinPart)
    .add('oldCertificates', oldCertificatesPart)
    .add('reminders', remindersPart)
    .add('unlock', unlockPart)
    .add('certificateStore', certificateStorePart)
    .add('loopbackTrust', loopbackTrustPart)
    .add('renewalDrafts', renewalDraftsPart)
    .add('upgradeBook', upgradeBookPart)
    .add('transactions', (built) =>
      transactionsPart({ ...built, businesses: businessesWith(built.renewalDrafts, built.upgradeBook) }),
    )
    .add('orders', ordersPart)
    .add('issuance', issuancePart)
    .add('renewal', renewalPart)
    .add('identity', identityPart)
    .add('replacement', replacementPart)
    .add('upgrade', upgradePart)
    .add('decryptionRehearsal', decryptionRehearsalPart)
    .add('backup', backupPart)
    .add('documents', documentsPart)
    .add('webSigning', webSigningPart)
    .add('browserExtension', browserExtensionPart)
    .add('certificates', certificatesPart)
    .add('announcements', announcementsPart)
    .add('applications', applicationsPart)
    .add('updates', updatesPart)
    .add('subscription', subscriptionPart)
    .add('settings', settingsPart)
    .add('diagnosis', diagnosisPart)
    .add('help', helpPart)
    .add('snapshot', snapshotPart)
    .add('tray', trayPart)
  const { state, tray } = house.built
  return {
    state,
    start: async () => {
      // Without this folder the log writes its lines to stderr, and everybody can still work.
      await mkdir(join(options.home, 'logs'), { recursive: true }).catch(() => {})
      house.start()
    },
    serve: createServer(house.handlers, (error) => options.log(stackOf(error))),
    choose: tray.choose,
    openFiles: (paths) => {
      if (paths.length === 0) return
      const { documents, places } = house.built
      places.go({ page: 'documents' })
      documents.take(paths).catch((error) => options.log(stackOf(error)))
    },
    diagnose: house.built.diagnosis.asJson,
    personLeft: () => house.built.events.tell('person-left', {}),
    stop: async () => house.stop(),
  }
}
