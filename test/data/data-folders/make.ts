// npm run data-folder: keeps a data folder as this version writes it, for all later versions to open.
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { liveIn } from '../../house/data-folder.ts'

/** These belong to the process that ran. */
const passing = ['logs', 'instance.json', 'instance.lock', 'authority/server.lock', 'web']

const kept = join(import.meta.dirname, packageJson.version)
if (existsSync(kept)) {
  console.error(`The data folder of ${packageJson.version} is kept already.`)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'data-folder-'))
const home = join(folder, 'home')
const expected = await liveIn(home)
for (const name of passing) rmSync(join(home, name), { recursive: true, force: true })
cpSync(home, kept, { recursive: true })
writeFileSync(`${kept}.json`, `${JSON.stringify(expected, null, 2)}\n`)
rmSync(folder, { recursive: true })
console.log(`Kept: test/data/data-folders/${packageJson.version}`)
