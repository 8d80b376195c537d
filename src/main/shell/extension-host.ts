import { homedir } from 'node:os'
import { parseArgs } from 'node:util'
import { relayHost } from '../browser-extension/relay-host.ts'
import { chooseHome } from './home.ts'

// The entry that browsers start when the assistant runs under plain Node. They add their own arguments.
const { values } = parseArgs({ options: { home: { type: 'string' } }, strict: false })
const given = typeof values.home === 'string' ? values.home : undefined
const home = chooseHome(given, { env: process.env, platform: process.platform, userFolder: homedir() })
relayHost(home, process.stdin, process.stdout).finally(() => process.exit(0))
