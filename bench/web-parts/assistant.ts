import type { CarrierName } from '../../src/shared/models/index.ts'
import { openSiteHouse, site } from '../../test/house/web-signing.ts'

// The assistant in a process of its own, with a certificate on the virtual Ukey. Its person has allowed the site in
// 代理服务 to sign without further questions, and types the PIN when the prompt window asks for it.

const house = await openSiteHouse('pkcs11')
house.webSigning.approve(site, { certificates: true, signIn: 'ask', sign: 'free' })
house.sayYes()

const all: readonly CarrierName[] = ['own', 'xtxapp', 'mtoken', 'netca', 'jszh']

const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  on: async () => {
    for (const name of all) await house.webSigning.switchCarrier(name, true)
    return { own: house.port('own'), xtxapp: house.port('xtxapp') }
  },
  off: async () => house.webSigning.switchAll(false),
  spent: async () => process.cpuUsage(),
  memory: async () => {
    globalThis.gc?.()
    return process.memoryUsage()
  },
  end: () => house.end(),
}

process.on('message', async (name: string) => {
  process.send?.((await acts[name]?.()) ?? null)
  if (name === 'end') process.exit(0)
})
process.on('disconnect', () => process.exit(0))
process.send?.({ keys: house.keys })
