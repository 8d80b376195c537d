import { expect, it } from 'vitest'
import { CannotStart } from '../../../../src/main/shell/start-failure.ts'
import { excuseKnown } from '../../../../src/main/shell/versions.ts'
import type { ProductVersions } from '../../../../src/main/versions/versions.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'

it.each<[unknown, boolean]>([
  [new CannotStart({ kind: 'report', report: { code: 'already-running', params: {} } }), true],
  [new AssistantError('already-running'), true],
  [new Error('already-running'), false],
  [{ code: 'already-running' }, false],
  [null, false],
])('a start that fails by %s is excused: %s', (error, is) => {
  const excused = { times: 0 }
  const versions = { excuse: () => (excused.times += 1) } as unknown as ProductVersions
  excuseKnown(versions, error)
  expect(excused.times).toBe(is ? 1 : 0)
})
