import { parseArgs } from 'node:util'
import { runAsked } from '../house/report.ts'
import { groups, runGroups } from './groups.ts'

// npm run windows -- test [--only GROUP] [--json]: the product on Windows, under wine.

const options = { only: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const [program = ''] = positionals
await runAsked(Object.keys(groups), values, (names, told) => runGroups(names, program, told))
