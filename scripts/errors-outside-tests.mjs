import { writeFileSync } from 'node:fs'

/**
 * A reporter of vitest. Its JSON tells of no error that came outside a test, such as a promise that nobody awaited.
 * This one writes down the file of each, as far as vitest knows it.
 */
export default class ErrorsOutsideTests {
  onTestRunEnd(_modules, errors) {
    const files = errors.map((error) => error.VITEST_TEST_PATH ?? 'an unknown file')
    writeFileSync(process.env.ERRORS_OUTSIDE_TESTS, JSON.stringify(files))
  }
}
