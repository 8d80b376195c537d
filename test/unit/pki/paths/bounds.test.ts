import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { authority, freshKey, issue, type Key, nameOf } from './issue.ts'

// The right way is always the last one. Just within the bound a person's certificate is still good; just beyond it
// somebody who sends many certificates must not hold the computer up.

const [rootKey, middleKey, upperKey, userKey, wrongKey] = [1, 2, 3, 4, 5].map(freshKey) as [
  Key,
  Key,
  Key,
  Key,
  Key,
]
const [root, middle, upper, user, nobody] = ['root', 'middle', 'upper', 'user', 'nobody'].map((cn) =>
  nameOf(cn),
) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]

const extensions = [authority()]
const top = issue({ subject: root, issuer: root, key: rootKey, issuerKey: rootKey, extensions })
const leaf = issue({ subject: user, issuer: middle, key: userKey, issuerKey: middleKey, extensions: [] })
const right = issue({ subject: middle, issuer: root, key: middleKey, issuerKey: rootKey, extensions })

const times = (count: number, make: () => pki.Certificate) => Array.from({ length: count }, make)
const problemsWith = (intermediates: readonly pki.Certificate[]) =>
  pki
    .verifyChain(leaf, { trusted: [top], intermediates: [...intermediates, right] })
    .problems.map(({ reason }) => reason)

describe('the search for a way to a trusted certificate', () => {
  it('tries 64 ways and no more', () => {
    const lower = (issuer: Uint8Array) => () =>
      issue({ subject: middle, issuer, key: middleKey, issuerKey: upperKey, extensions })
    const dead = (subject: Uint8Array) => () =>
      issue({ subject, issuer: nobody, key: upperKey, issuerKey: wrongKey, extensions })
    // Each of the lower ones has every upper one of its issuer's name above it, and nothing is above those.
    const other = nameOf('other')
    const uppers = [...times(8, dead(upper)), ...times(7, dead(other))]
    expect(problemsWith([...uppers, ...times(7, lower(upper)), ...times(1, lower(other))])).toEqual([])
    expect(problemsWith([...uppers, ...times(8, lower(upper))])).not.toEqual([])
  })

  it('checks 100 signatures, and says so if there are more', () => {
    const impostors = times(100, () =>
      issue({ subject: middle, issuer: root, key: wrongKey, issuerKey: rootKey, extensions }),
    )
    // One more is the signature of the root.
    expect(problemsWith(impostors.slice(0, 98))).toEqual([])
    expect(problemsWith(impostors.slice(0, 99))).toEqual(['not-all-tried'])
  })
})
