import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readFacts, root } from '../../scripts/linux/facts.ts'
import { assembleLinuxProgram } from '../../scripts/linux/program.ts'
import { runAsked } from '../house/report.ts'
import { groups, runGroups } from './groups.ts'

// npm run installer -- linux --rehearse [--only GROUP] [--json]: both debs in a Debian of their own.

const options = {
  rehearse: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const
const { values } = parseArgs({ options })
await runAsked(Object.keys(groups), values, (names, told) => {
  const program = assembleLinuxProgram(join(root, 'build', 'linux', 'rehearsed'), readFacts().version)
  return runGroups(names, program, told)
})
