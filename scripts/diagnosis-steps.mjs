// A part of `npm run check`: every step of the system check and every kind of finding has a test of its fault.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './node24.mjs'

const textsIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')

/** The names before the colons of an object's entries, as the formatter lays them out. */
const kindsOf = (text) => [...text.matchAll(/^ {2}'?([\w-]+)'?: \{$/gm)].map(([, kind]) => kind)

const stepsIn = (top) => {
  const folder = join(top, 'src', 'main', 'diagnosis', 'steps')
  return readdirSync(folder).map((name) => ({
    path: `src/main/diagnosis/steps/${name}`,
    id: name.replace(/\.ts$/, ''),
    text: readFileSync(join(folder, name), 'utf8'),
  }))
}

/** What is wrong with the steps: a file without its id, a finding that nobody makes or no fault tests. */
export const diagnosisComplaints = (top = root) => {
  const shared = join(top, 'src', 'shared', 'diagnosis')
  const ids = readFileSync(join(shared, 'step-ids.ts'), 'utf8')
  const kinds = kindsOf(readFileSync(join(shared, 'findings.zh-cn.ts'), 'utf8'))
  const source = textsIn(join(top, 'src', 'main', 'diagnosis'))
  const faults = textsIn(join(top, 'test', 'fault', 'diagnosis'))
  // A step that hangs, throws or contradicts itself is made in a test of its own.
  const misbehaviour = textsIn(join(top, 'test', 'unit', 'main', 'diagnosis'))
  const steps = stepsIn(top)
  const named = [...ids.matchAll(/^ {2}'([\w-]+)',$/gm)].map(([, id]) => id)
  return [
    ...steps
      .filter(({ id, text }) => !named.includes(id) || !text.includes(`id: '${id}'`))
      .map(({ path, id }) => `${path}: its id is not "${id}", or step-ids.ts does not name it`),
    ...named
      .filter((id) => !steps.some((step) => step.id === id))
      .map((id) => `src/shared/diagnosis/step-ids.ts: "${id}" has no file in src/main/diagnosis/steps`),
    ...named
      .filter((id) => id !== 'rehearsal' && !faults.includes(`step: '${id}'`))
      .map((id) => `test/fault/diagnosis: no fault is made for the step "${id}"`),
    ...kinds
      .filter((kind) => !source.includes(`'${kind}'`))
      .map((kind) => `src/shared/diagnosis/findings.zh-cn.ts: no step finds "${kind}"`),
    ...kinds
      .filter((kind) => !(kind.startsWith('step-') ? misbehaviour : faults).includes(`'${kind}'`))
      .map((kind) => `test/fault/diagnosis: no fault is found as "${kind}"`),
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const complaints = diagnosisComplaints()
  for (const complaint of complaints) console.error(complaint)
  process.exit(complaints.length > 0 ? 1 : 0)
}
