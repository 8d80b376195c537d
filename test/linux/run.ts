import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readFacts, root } from '../../scripts/linux/facts.ts'
import { assembleLinuxProgram } from '../../scripts/linux/program.ts'
import { groups, runGroups } from './groups.ts'

// npm run installer -- linux --rehearse [--only GROUP] [--json]: both debs in a Debian of their own.

const options = {
  rehearse: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const
const { values } = parseArgs({ options })
const names = values.only ?? Object.keys(groups)
const unknown = names.find((name) => !(name in groups))
if (unknown !== undefined) {
  console.error(`There is no group "${unknown}". There are: ${Object.keys(groups).join(', ')}`)
  process.exit(2)
}
const program = assembleLinuxProgram(join(root, 'build', 'linux', 'rehearsed'), readFacts().version)
const all = await runGroups(names, program, ({ name, problem, milliseconds }) => {
  if (values.json === true) return
  console.log(problem === null ? `✓ ${name} (${milliseconds} ms)` : `✗ ${name}\n${problem}`)
})
const failed = all.filter(({ problem }) => problem !== null).length
if (values.json === true)
  console.log(JSON.stringify({ passed: all.length - failed, failed, checks: all }, null, 1))
else console.log(`${all.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
