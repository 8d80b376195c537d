import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import {
  chromiumExtensionId,
  firefoxExtensionId,
  nativeHost,
} from '../../../src/shared/web-signing/relay-wire.ts'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'
import type { Fault, Mend } from './fault.ts'
import { ended, holdingPort, started } from './processes.ts'

const site = 'https://wssq.example.cn'
const approved = ({ house }: DiagnosisHouse) =>
  house.webSigning.approve(site, { certificates: true, signIn: 'ask', sign: 'ask' })

/** Other programs hold these ports before the service is opened. */
const takenPorts =
  (which: (ports: readonly number[]) => readonly number[]) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    const { house } = stage
    await house.webSigning.switchAll(false)
    holders = await Promise.all(which(stage.ports).map(holdingPort))
    await house.webSigning.switchAll(true)
    return async () => {
      await Promise.all(holders.map(ended))
      await house.webSigning.listenAgain()
    }
  }

let holders: readonly ChildProcess[] = []
const quitHolders = async (): Promise<void> => {
  await Promise.all(holders.map(ended))
}

const carrierState =
  (change: { readonly state: 'failed' | 'listening'; readonly ports: readonly number[] }) =>
  ({ house }: DiagnosisHouse): Mend => {
    const { webSigning } = house.state.current()
    const carriers = webSigning.carriers.map((one) => (one.name === 'own' ? { ...one, ...change } : one))
    house.state.change({ webSigning: { ...webSigning, carriers } })
    return () => house.state.change({ webSigning })
  }

const policies = 'etc/chromium/policies/managed'
const inRoot =
  (path: string, content: unknown, before: (stage: DiagnosisHouse) => void = () => {}) =>
  (stage: DiagnosisHouse): Mend => {
    before(stage)
    const file = join(stage.root, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return () => {
      rmSync(file, { force: true })
      stage.house.webSigning.withdraw(site)
    }
  }

const manifestIn = ({ userFolder }: DiagnosisHouse) =>
  join(userFolder, '.config/chromium/NativeMessagingHosts', `${nativeHost}.json`)

const manifest =
  (change: (text: string) => string | null) =>
  (stage: DiagnosisHouse): Mend => {
    const file = manifestIn(stage)
    const before = readFileSync(file, 'utf8')
    const after = change(before)
    if (after === null) rmSync(file)
    else writeFileSync(file, after)
    return () => writeFileSync(file, before)
  }

const withPath = (path: string) => (text: string) => JSON.stringify({ ...JSON.parse(text), path })

/** A script of this name, run as the real one would be. */
const running =
  (name: string, args: (stage: DiagnosisHouse) => readonly string[], program = process.execPath) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    const file = join(stage.root, 'programs', name)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, "console.log('running')\nsetInterval(() => {}, 1000)\n")
    const child = await started(program, [file, ...args(stage)])
    stage.shown(child.pid ?? 0)
    return () => ended(child)
  }

/** A program under the name of another client. */
const rival = async (stage: DiagnosisHouse): Promise<Mend> => {
  const file = join(stage.root, 'programs/XTXAppService')
  mkdirSync(join(file, '..'), { recursive: true })
  copyFileSync('/bin/sleep', file)
  chmodSync(file, 0o755)
  const child = spawn(file, ['60'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('spawn', resolve))
  stage.shown(child.pid ?? 0)
  return () => ended(child)
}

const usbDevice = ({ root }: DiagnosisHouse): void => {
  const folder = join(root, 'sys/bus/usb/devices')
  mkdirSync(join(folder, '1-1'), { recursive: true })
  mkdirSync(join(folder, '1-1:1.0'), { recursive: true })
  const facts = { idVendor: '1ea8', idProduct: 'c001', busnum: '1', devnum: '7' }
  for (const [name, text] of Object.entries(facts)) writeFileSync(join(folder, '1-1', name), `${text}\n`)
  writeFileSync(join(folder, '1-1:1.0/bInterfaceClass'), '0b\n')
}
const noUsbDevice = ({ root }: DiagnosisHouse): void => {
  for (const name of ['sys', 'dev', 'run', 'usr']) rmSync(join(root, name), { recursive: true, force: true })
}

const reader =
  (more: (stage: DiagnosisHouse) => void | Promise<void>) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    usbDevice(stage)
    await more(stage)
    return () => noUsbDevice(stage)
  }

/** The socket of a service that was killed: the file stays, and nobody listens. */
const deadSocket = async ({ root }: DiagnosisHouse): Promise<void> => {
  const folder = join(root, 'run/pcscd')
  mkdirSync(folder, { recursive: true })
  const script = `require('node:net').createServer().listen(${JSON.stringify(join(folder, 'pcscd.comm'))}, () => console.log('up'))`
  await ended(await started(process.execPath, ['-e', script]))
}

const trustStore = ({ userFolder }: DiagnosisHouse) => join(userFolder, '.pki/nssdb')

export const serviceFaults: readonly Fault[] = [
  {
    ...{ name: 'another program has the first port', step: 'ports', finds: 'port-taken' },
    ...{ repaired: true, first: quitHolders },
    make: takenPorts((ports) => ports.slice(0, 1)),
  },
  {
    ...{ name: 'other programs have all ports', step: 'ports', finds: 'port-taken' },
    ...{ repaired: true, first: quitHolders },
    make: takenPorts((ports) => ports),
  },
  {
    ...{ name: 'the service could not be opened', step: 'ports', finds: 'service-failed' },
    make: carrierState({ state: 'failed', ports: [] }),
  },
  {
    ...{ name: 'nobody answers on our port', step: 'ports', finds: 'service-silent' },
    make: carrierState({ state: 'listening', ports: [1] }),
  },
  {
    ...{ name: 'a carrier has only ports with TLS', step: 'ports', finds: 'service-uncertified' },
    ...{ repaired: true, undone: true },
    make: async ({ house }) => {
      await house.webSigning.switchCarrier('netca', true)
      return async () => {
        await house.loopbackTrust.remove()
        await house.webSigning.switchCarrier('netca', false)
      }
    },
  },
  {
    ...{ name: 'a browser lost the local certificate', step: 'loopback-trust', finds: 'trust-missing' },
    ...{ repaired: true, undone: true },
    make: async (stage) => {
      const { house } = stage
      await house.loopbackTrust.trust()
      const { sha1 = '' } = house.loopbackTrust.placed() ?? {}
      const nickname = `cert-assistant loopback ${sha1.slice(0, 16)}`
      execFileSync('certutil', ['-D', '-d', `sql:${trustStore(stage)}`, '-n', nickname])
      return () => house.loopbackTrust.remove()
    },
  },
  {
    ...{ name: 'there is no certutil', step: 'loopback-trust', finds: 'trust-tool-missing' },
    make: async ({ house }) => {
      await house.loopbackTrust.trust()
      const path = process.env.PATH
      process.env.PATH = '/nowhere'
      return async () => {
        process.env.PATH = path
        await house.loopbackTrust.remove()
      }
    },
  },
  {
    ...{ name: 'another assistant runs', step: 'assistants', finds: 'second-assistant' },
    make: running('other/out/main/web.js', ({ root }) => ['--home', join(root, 'other-data')]),
  },
  {
    ...{
      name: 'a driver process was left behind',
      step: 'assistants',
      finds: 'leftover-host',
      repaired: true,
    },
    make: running('old/out/main/token-host.js', () => ['{"application":999999999}']),
  },
  { ...{ name: 'another client runs', step: 'assistants', finds: 'rival-assistant' }, make: rival },
  {
    ...{ name: 'a policy keeps all sites out', step: 'browsers', finds: 'policy-blocks-loopback' },
    ...{ repaired: true, undone: true },
    make: inRoot(`${policies}/strict.json`, { LocalNetworkAccessBlockedForUrls: ['*'] }, approved),
  },
  {
    ...{ name: 'a policy keeps our site out', step: 'browsers', finds: 'policy-blocks-loopback' },
    ...{ repaired: true, undone: true },
    make: inRoot(
      `${policies}/one.json`,
      { LocalNetworkAccessBlockedForUrls: ['https://[*.]example.cn'] },
      approved,
    ),
  },
  {
    ...{ name: 'a policy of Firefox keeps sites out', step: 'browsers', finds: 'policy-blocks-loopback' },
    make: inRoot('etc/firefox/policies/policies.json', {
      policies: { LocalNetworkAccess: { Enabled: true, EnablePrompting: false } },
    }),
  },
  {
    ...{ name: 'a policy forbids all extensions', step: 'browsers', finds: 'policy-blocks-extension' },
    make: inRoot('etc/opt/chrome/policies/managed/all.json', { ExtensionInstallBlocklist: ['*'] }),
  },
  {
    ...{ name: 'a policy forbids our extension', step: 'browsers', finds: 'policy-blocks-extension' },
    make: inRoot('etc/opt/edge/policies/managed/ours.json', {
      ExtensionInstallBlocklist: [chromiumExtensionId],
    }),
  },
  {
    ...{
      name: 'a policy of Firefox forbids our extension',
      step: 'browsers',
      finds: 'policy-blocks-extension',
    },
    make: inRoot('etc/firefox/policies/policies.json', {
      policies: { ExtensionSettings: { [firefoxExtensionId]: { installation_mode: 'blocked' } } },
    }),
  },
  {
    ...{ name: 'a policy forbids native hosts', step: 'browsers', finds: 'policy-blocks-host' },
    make: inRoot(`${policies}/hosts.json`, { NativeMessagingBlocklist: ['*'] }),
  },
  {
    ...{ name: 'a pipe lies where a policy should be', step: 'browsers', finds: 'policy-unreadable' },
    make: ({ root }) => {
      const file = join(root, policies, 'pipe.json')
      mkdirSync(join(file, '..'), { recursive: true })
      execFileSync('mkfifo', [file])
      return () => rmSync(file)
    },
  },
  {
    ...{ name: 'a pipe lies where the manifest should be', step: 'extension', finds: 'manifest-damaged' },
    make: (stage) => {
      const file = manifestIn(stage)
      const before = readFileSync(file, 'utf8')
      rmSync(file)
      execFileSync('mkfifo', [file])
      return () => {
        rmSync(file)
        writeFileSync(file, before)
      }
    },
  },
  {
    ...{ name: 'a policy file is damaged', step: 'browsers', finds: 'policy-unreadable' },
    make: inRoot(`${policies}/damaged.json`, '{"LocalNetworkAccessAllowedForUrls": ['),
  },
  {
    ...{ name: 'the browser does not know us', step: 'extension', finds: 'manifest-missing' },
    ...{ repaired: true, undone: true },
    make: manifest(() => null),
  },
  {
    ...{ name: 'the manifest is damaged', step: 'extension', finds: 'manifest-damaged' },
    ...{ repaired: true, undone: true },
    make: manifest((text) => text.slice(0, 20)),
  },
  {
    ...{ name: 'the manifest leads nowhere', step: 'extension', finds: 'manifest-dangling' },
    ...{ repaired: true, undone: true },
    make: manifest(withPath('/opt/gone/host.sh')),
  },
  {
    ...{ name: 'the manifest names another program', step: 'extension', finds: 'manifest-foreign' },
    ...{ repaired: true, undone: true },
    make: manifest(withPath('/bin/true')),
  },
  {
    ...{
      name: 'only the extension is left, and no browser has it',
      step: 'extension',
      finds: 'extension-absent',
    },
    make: async ({ house }) => {
      await house.webSigning.switchCarrier('own', false)
      return () => house.webSigning.switchCarrier('own', true)
    },
  },
  {
    ...{ name: 'a USB device may not be opened', step: 'usb', finds: 'usb-no-permission' },
    make: reader(() => {}),
  },
  {
    ...{ name: 'pcscd is not installed', step: 'smart-card-service', finds: 'pcscd-absent' },
    make: reader(() => {}),
  },
  {
    ...{ name: 'pcscd is not running', step: 'smart-card-service', finds: 'pcscd-stopped' },
    make: reader(({ root }) => {
      mkdirSync(join(root, 'usr/sbin'), { recursive: true })
      writeFileSync(join(root, 'usr/sbin/pcscd'), '')
    }),
  },
  {
    ...{ name: 'pcscd was killed', step: 'smart-card-service', finds: 'pcscd-silent' },
    make: reader(deadSocket),
  },
]

/** A reader with its service and its node: nothing is wrong with that. */
export const healthyReader = async (stage: DiagnosisHouse): Promise<Mend> => {
  usbDevice(stage)
  const folder = join(stage.root, 'run/pcscd')
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(stage.root, 'dev/bus/usb/001'), { recursive: true })
  writeFileSync(join(stage.root, 'dev/bus/usb/001/007'), '')
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(join(folder, 'pcscd.comm'), resolve))
  return () => {
    server.close()
    noUsbDevice(stage)
  }
}

/** What the suite left on the disk that should not be there. */
export const leftIn = ({ root }: DiagnosisHouse): readonly string[] =>
  existsSync(join(root, policies)) ? readdirSync(join(root, policies)) : []
