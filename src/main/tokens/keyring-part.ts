import { join } from 'node:path'
import { createKeyring, type DriverSet, type Keyring, otherHostsIn, usbWatch } from '../../native/index.ts'
import type { NoticeAction } from '../../shared/models/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import type { Notices, Told } from '../notices/notices.ts'
import { createMachineSecret, type MachineKeyTrouble } from './machine-secret.ts'

const openFolder: NoticeAction = { kind: 'act', verb: 'open-data-folder' }
const backUp: NoticeAction = { kind: 'go', verb: 'back-up', place: { page: 'backup', tokenId: null } }

/**
 * The machine's key belongs in the data folder, so its notice leads there. If the key was repaired, a backup is due.
 */
const machineKeyNotice = (report: MachineKeyTrouble): Told => {
  const isRestored = report.code === 'machine-key-restored'
  return {
    key: report.code,
    level: isRestored ? 'attention' : 'problem',
    report,
    action: isRestored ? backUp : openFolder,
    dismissable: true,
    announced: false,
  }
}

/** All tokens of this machine: Ukeys through their makers' libraries, and soft ones. */
export const keyringPart = ({
  drivers,
  home,
  shell,
  log,
  clock,
  notices,
  resources,
}: Pick<Ground, 'home' | 'shell' | 'log' | 'clock'> & {
  readonly notices: Pick<Notices, 'of'>
  readonly drivers: DriverSet
  /** Where programs lie that run hosts for libraries of another bitness. */
  readonly resources: string
}): Part<Keyring> => {
  const told = notices.of('machine-key')
  const trouble = (report: MachineKeyTrouble | null): void =>
    told.show(report ? [machineKeyNotice(report)] : [])
  const keyring = createKeyring({
    drivers,
    fork: shell.fork,
    usb: usbWatch(),
    log,
    otherHosts: otherHostsIn(resources),
    softFolder: join(home, 'soft'),
    machineSecret: createMachineSecret({ home, log, now: clock, trouble, store: () => shell.keyStore }),
  })
  return { service: keyring, start: keyring.start, stop: keyring.stop }
}
