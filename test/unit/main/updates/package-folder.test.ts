import { expect, it } from 'vitest'
import { packageProblem } from '../../../../src/main/updates/package-folder.ts'

const failed = (code: string) => Object.assign(new Error(code), { code })

it('a package that finds no room says how much it needs, and no other failure speaks of room', () => {
  expect(packageProblem(failed('ENOSPC'), 120_000_001)).toMatchObject({
    ...{ code: 'update-no-room', params: { megabytes: 121 } },
  })
  for (const code of ['EACCES', 'EIO'])
    expect(packageProblem(failed(code), 120_000_001).code).not.toBe('update-no-room')
})
