import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from './locate.ts'

/** The entry of a host that another program runs. It lies beside that program with all that it needs. */
export const otherHostEntry = 'skf-host.js'

const program = process.platform === 'win32' ? 'node.exe' : 'node'

/** The programs in `hosts/` of the resources: each folder is named after the machine type of the libraries. */
export const otherHostsIn = (resources: string): Machine['otherHosts'] => {
  const folder = join(resources, 'hosts')
  if (!existsSync(folder)) return {}
  const hosts = readdirSync(folder).filter((name) =>
    [program, otherHostEntry].every((file) => existsSync(join(folder, name, file))),
  )
  return Object.fromEntries(hosts.map((name) => [name, join(folder, name, program)]))
}
