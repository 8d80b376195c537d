import { parseArgs } from 'node:util'
import { relayHost } from '../../browser-extension/relay-host.ts'
import { homeNamed } from './places.ts'

/** What a browser starts for the extension. Browsers add arguments of their own. */
export const runNativeMessaging = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: { home: { type: 'string' } }, strict: false })
  const home = homeNamed(typeof values.home === 'string' ? values.home : undefined)
  await relayHost(home, process.stdin, process.stdout)
  return 0
}
