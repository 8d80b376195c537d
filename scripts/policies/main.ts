// npm run installer -- policies [--out FOLDER]: writes the templates of group policy (docs/policies.md).
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from '../say.mjs'
import { policyTemplates } from './templates.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist/policies' } } })
const out = resolve(values.out)
for (const [path, content] of Object.entries(policyTemplates())) {
  mkdirSync(dirname(join(out, path)), { recursive: true })
  writeFileSync(join(out, path), content)
}
say(`The templates are in ${out}.`)
