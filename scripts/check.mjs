// npm run check: types, the stand-in for Electron, lint, rooms, error codes, drivers, data. It takes seconds. `npm test` runs the same checks.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { diagnosisComplaints } from './diagnosis-steps.mjs'
import { errorCodeComplaints } from './error-codes.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask } from './process.mjs'
import { roomComplaints } from './rooms.mjs'

const bin = (...path) => join(root, 'node_modules', ...path)
const tool = (program, args) => ask(node24(), [program, ...args], { cwd: root, env: environment() })

/** The checks: each has its name, whether it passed, and its output. */
export const checks = () => {
  const types = tool(bin('typescript', 'bin', 'tsc'), ['-p', '.'])
  // What the Electron shell calls has to fit electron.d.ts and the stand-in alike.
  const standin = tool(bin('typescript', 'bin', 'tsc'), ['-p', 'test/electron/standin'])
  const lint = tool(bin('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.'])
  const rooms = roomComplaints()
  const codes = errorCodeComplaints()
  const diagnosis = diagnosisComplaints()
  const data = tool('--disable-warning=ExperimentalWarning', [join(root, 'scripts', 'data.ts')])
  const drivers = tool(join(root, 'scripts', 'check-drivers.ts'), [])
  return [
    { name: 'types', passed: types.code === 0, said: types.text },
    { name: 'stand-in', passed: standin.code === 0, said: standin.text },
    { name: 'lint', passed: lint.code === 0, said: lint.text },
    { name: 'rooms', passed: rooms.length === 0, said: rooms.join('\n') },
    { name: 'error codes', passed: codes.length === 0, said: codes.join('\n') },
    { name: 'system check', passed: diagnosis.length === 0, said: diagnosis.join('\n') },
    { name: 'drivers', passed: drivers.code === 0, said: drivers.text },
    { name: 'data', passed: data.code === 0, said: data.text },
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  install()
  const results = checks()
  for (const { name, passed, said } of results) console.log(passed ? `✓ ${name}` : `✗ ${name}\n${said}`)
  process.exit(results.every((result) => result.passed) ? 0 : 1)
}
