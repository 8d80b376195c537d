// npm test: installs what is missing, then runs everything. `npm test -- FILE…` runs only these test files, on the
// right Node and on a fresh build. The last line is "N passed, N failed[, N skipped]".
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { checks } from './check.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask, run } from './process.mjs'
import { say } from './say.mjs'
import { systemPackages, windowsPackages } from './system-packages.mjs'
import { windowsParts } from './windows-program.mjs'

const count = { passed: 0, failed: 0, skipped: 0 }

const note = (name, passed, said = '') => {
  count[passed ? 'passed' : 'failed'] += 1
  console.log(passed ? `✓ ${name}` : `✗ ${name}\n${said}`)
}

const ukey = () => {
  const answer = ask(node24(), [join(root, 'scripts', 'build-ukey.mjs')], { cwd: root, env: environment() })
  note('virtual Ukey compiles without a warning', answer.code === 0, answer.text)
}

const printSkipped = (suites) => {
  for (const suite of suites)
    for (const test of suite.assertionResults)
      if (test.status === 'pending' || test.status === 'skipped') {
        count.skipped += 1
        console.log(
          `skipped: ${test.fullName} (${test.meta?.reason ?? 'the reason is printed above by the suite'})`,
        )
      }
}

const suites = async (filters) => {
  const report = join(mkdtempSync(join(tmpdir(), 'cert-assistant-test-')), 'report.json')
  const code = await run(
    node24(),
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    { cwd: root, env: environment({ CI: process.env.CI ?? '' }) },
  )
  if (!existsSync(report)) return note('vitest', false, `it ended with code ${code} and no report`)
  const result = JSON.parse(readFileSync(report, 'utf8'))
  count.passed += result.numPassedTests
  count.failed += result.numFailedTests
  printSkipped(result.testResults)
  if (code !== 0 && result.numFailedTests === 0)
    note('vitest ends without an error', false, `exit code ${code}`)
}

/** What runs on Windows is tested where wine can be had; its test says that it was skipped where it cannot. */
const windows = () => {
  const problem = windowsPackages() ?? windowsParts()
  if (problem !== null) say(problem)
}

const filters = process.argv.slice(2)
install()
systemPackages()
if (filters.length === 0 || filters.some((filter) => filter.includes('windows'))) windows()
if (filters.length === 0) {
  say('Checking types, lint, rooms and data …')
  for (const { name, passed, said } of checks()) note(name, passed, said)
}
build()
note('build', true)
ukey()
await suites(filters)
console.log(
  `${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`,
)
process.exit(count.failed > 0 ? 1 : 0)
