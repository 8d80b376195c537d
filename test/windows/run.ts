import { parseArgs } from 'node:util'
import { groups, runGroups } from './groups.ts'

// npm run windows -- test [--only GROUP] [--json]: the product on Windows, under wine.

const options = { only: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const [program = ''] = positionals
const names = values.only ?? Object.keys(groups)
const unknown = names.find((name) => !(name in groups))
if (unknown !== undefined) {
  console.error(`There is no group "${unknown}". There are: ${Object.keys(groups).join(', ')}`)
  process.exit(2)
}
const all = await runGroups(names, program, ({ name, problem, milliseconds }) => {
  if (values.json === true) return
  console.log(problem === null ? `✓ ${name} (${milliseconds} ms)` : `✗ ${name}\n${problem}`)
})
const failed = all.filter(({ problem }) => problem !== null).length
if (values.json === true)
  console.log(JSON.stringify({ passed: all.length - failed, failed, checks: all }, null, 1))
else console.log(`${all.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
