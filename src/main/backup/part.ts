import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { PinService } from '../pin/index.ts'
import type { Reminders } from '../reminders/index.ts'
import { type BackupParts, createBackupService } from './backup-service.ts'
import { backupHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'clock' | 'shell'> &
  Pick<BackupParts, 'keyring' | 'history'> & {
    readonly pin: Pick<PinService, 'checkNewSoft'>
    readonly issuers: Pick<Issuers, 'issuerOf'>
    readonly reminders: Pick<Reminders, 'forget'>
  }

export const backupPart = ({ clock, shell, keyring, history, issuers, pin, reminders }: Needs) => {
  const { forget } = reminders
  const { issuerOf } = issuers
  const { fork } = shell
  const backup = createBackupService({ fork, keyring, history, issuerOf, pins: pin, forget, now: clock })
  return { service: backup, handlers: backupHandlers(backup) }
}
