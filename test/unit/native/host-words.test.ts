import { expect, it } from 'vitest'
import { heard } from '../../../src/native/host/heard.ts'

const bytes = Uint8Array.of(1)
const finding = { architecture: 'x64', missing: ['SKF_Mac'], devices: 1 }

it.each([
  ['a finding', finding, true],
  ['a finding that lacks nothing', { ...finding, missing: [] }, true],
  ['bytes in place of a list', { ...finding, missing: bytes }, false],
  ['bytes', bytes, false],
  ['nothing', null, false],
  ['no words', undefined, false],
])('what a host found in a library is heard if it is one: %s', (_, words, isHeard) => {
  const message = ['found', words]
  expect(heard(message)).toBe(isHeard ? message : null)
})
