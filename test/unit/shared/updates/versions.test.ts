import { expect, it } from 'vitest'
import { highestNeeded, isOlder } from '../../../../src/shared/updates/versions.ts'

it.each([
  ['4.7.5', '4.7.6', true],
  ['4.10.0', '4.7.6', false],
  ['4.7.6', '4.7.6', false],
  ['4.7', '4.7.6', true],
  ['0.1.0-beta', '0.1', false],
  ['unknown', '4.7.6', false],
])('%s is older than %s: %s', (version, wanted, older) => expect(isOlder(version, wanted)).toBe(older))

it.each([
  [[null, null], null],
  [['0.1.0', '0.0.9'], null],
  [['0.2.0', '0.10.0', null], '0.10.0'],
] as const)('of %j the version that 0.1.0 needs is %s', (wanted, needed) =>
  expect(highestNeeded('0.1.0', wanted)).toBe(needed),
)
