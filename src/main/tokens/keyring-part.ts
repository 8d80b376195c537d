import { join } from 'node:path'
import { createKeyring, type DriverSet, type Keyring, usbWatch } from '../../native/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import { createMachineSecret, type MachineKeyTrouble } from './machine-secret.ts'

const noticeId = 'machine-key'

/** All tokens of this machine: Ukeys through their makers' libraries, and soft ones. */
export const keyringPart = ({
  drivers,
  home,
  shell,
  log,
  clock,
  state,
}: Pick<Ground, 'home' | 'shell' | 'log' | 'clock' | 'state'> & {
  readonly drivers: DriverSet
}): Part<Keyring> => {
  const trouble = (report: MachineKeyTrouble | null): void => {
    const others = state.current().notices.filter(({ id }) => id !== noticeId)
    const level = report?.code === 'machine-key-restored' ? 'attention' : 'problem'
    state.change({ notices: report ? [...others, { id: noticeId, level, report }] : others })
  }
  const keyring = createKeyring({
    drivers,
    fork: shell.fork,
    usb: usbWatch(),
    log,
    softFolder: join(home, 'soft'),
    machineSecret: createMachineSecret({ home, log, now: clock, trouble, store: () => shell.keyStore }),
  })
  return { service: keyring, start: keyring.start, stop: keyring.stop }
}
