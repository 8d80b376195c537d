import type { Repairs } from './repair.ts'
import { allowLoopback } from './repairs/allow-loopback.ts'
import { autostartAgain } from './repairs/autostart-again.ts'
import { endProcess } from './repairs/end-process.ts'
import { fetchChain } from './repairs/fetch-chain.ts'
import { keepToOneself } from './repairs/keep-to-oneself.ts'
import { listenAgain } from './repairs/listen-again.ts'
import { noProxy } from './repairs/no-proxy.ts'
import { registerAgain } from './repairs/register-again.ts'
import { restartDrivers } from './repairs/restart-drivers.ts'
import { setAside } from './repairs/set-aside.ts'
import { trustAgain } from './repairs/trust-again.ts'

export const repairs: Repairs = {
  'restart-drivers': restartDrivers,
  'end-process': endProcess,
  'listen-again': listenAgain,
  'trust-again': trustAgain,
  'register-again': registerAgain,
  'allow-loopback': allowLoopback,
  'fetch-chain': fetchChain,
  'no-proxy': noProxy,
  'set-aside': setAside,
  'keep-to-oneself': keepToOneself,
  'autostart-again': autostartAgain,
}
