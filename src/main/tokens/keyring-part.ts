import { join } from 'node:path'
import { createKeyring, type DriverSet, type Keyring, usbWatch } from '../../native/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import { machineSecret } from './machine-secret.ts'

/** All tokens of this machine: Ukeys through their makers' libraries, and soft ones. */
export const keyringPart = ({
  drivers,
  home,
  shell,
}: Pick<Ground, 'home' | 'shell'> & { readonly drivers: DriverSet }): Part<Keyring> => {
  const keyring = createKeyring({
    drivers,
    fork: shell.fork,
    usb: usbWatch(),
    softFolder: join(home, 'soft'),
    machineSecret: () => machineSecret(home, shell.keyStore),
  })
  return { service: keyring, start: keyring.start, stop: keyring.stop }
}
