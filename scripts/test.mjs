// npm test: installs what is missing, then runs everything. `npm test -- FILE…` runs only these test files, on the
// right Node and on a fresh build. The last line is "N passed, N failed[, N skipped]".
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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

/** What vitest said of each test file, and where errors came outside tests; null if it ended without a word. */
const vitest = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'cert-assistant-test-'))
  const [report, outside] = [join(folder, 'report.json'), join(folder, 'errors-outside-tests')]
  const code = await run(
    node24(),
    [
      ...[join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json'],
      ...[`--reporter=${join(root, 'scripts', 'errors-outside-tests.mjs')}`, `--outputFile.json=${report}`],
      ...args,
    ],
    { cwd: root, env: environment({ CI: process.env.CI ?? '', ERRORS_OUTSIDE_TESTS: outside }) },
  )
  if (existsSync(report) && existsSync(outside))
    return {
      suites: JSON.parse(readFileSync(report, 'utf8')).testResults,
      errorsOutside: JSON.parse(readFileSync(outside, 'utf8')),
    }
  note('vitest', false, `it ended with code ${code} and no report`)
  return null
}

const failuresOf = ({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed')

/** What came of the run, where files that ran a second time count as they ended then. */
const joined = (first, second) => {
  const ranAgain = (file) => second.suites.some(({ name }) => name === file)
  return {
    suites: [...first.suites.filter(({ name }) => !ranAgain(name)), ...second.suites],
    errorsOutside: [...first.errorsOutside.filter((file) => !ranAgain(file)), ...second.errorsOutside],
  }
}

/**
 * A browser that a busy machine starves for half a minute fails a test of which nothing is wrong. So a few failed files
 * run a second time with nothing beside them, and what fails there has failed. What passes there is printed, because a
 * test that depends on its neighbours wants mending.
 */
const failedAgain = async (first) => {
  const failed = first.suites.filter(({ status }) => status === 'failed')
  if (failed.length === 0 || failed.length > 4) return first
  say(`Once more, alone: ${failed.map(({ name }) => relative(root, name)).join(', ')}`)
  const second = await vitest(['--maxWorkers=1', ...failed.map(({ name }) => name)])
  if (second === null) return first
  for (const { name, status } of second.suites) {
    const tests = failuresOf(failed.find((suite) => suite.name === name)).map(({ fullName }) => fullName)
    if (status === 'passed')
      console.log(`unsteady: ${[relative(root, name), ...tests].join(' › ')} (passed alone)`)
  }
  return joined(first, second)
}

const suites = async (filters) => {
  const first = await vitest(filters)
  if (first === null) return
  const { suites: told, errorsOutside } = filters.length === 0 ? await failedAgain(first) : first
  for (const file of errorsOutside) note(`no error outside a test in ${file}`, false, 'It is printed above.')
  const tests = told.flatMap(({ assertionResults }) => assertionResults)
  count.passed += tests.filter(({ status }) => status === 'passed').length
  count.failed += tests.filter(({ status }) => status === 'failed').length
  printSkipped(told)
  // A file that cannot be loaded, or that leaves an error behind, has no failed test.
  for (const suite of told)
    if (suite.status === 'failed' && failuresOf(suite).length === 0) note(suite.name, false, suite.message)
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
