import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { nameProblems } from '../../../../src/pki/x509/name-constraints.ts'
import { paths } from '../../../../src/pki/x509/path.ts'
import { alternativeNames, authority, freshKey, general, issue, nameConstraints, nameOf } from './issue.ts'

// Chains that cost their maker little: a few certificates of one name and key at each level make thousands of paths.

const key = freshKey()
const DEPTH = 7

const certificate = (subject: string, issuer: string, extensions: readonly pki.Extension[]) =>
  issue({ subject: nameOf(subject), issuer: nameOf(issuer), key, issuerKey: key, extensions })

/** Three authorities at each level, all of which issued all of those below. */
const web = (above: readonly pki.Extension[], own: readonly pki.Extension[]) => {
  const names = Array.from({ length: DEPTH + 1 }, (_, level) => `level ${level}`)
  const authorities = names
    .slice(0, -1)
    .flatMap((name, level) =>
      [1, 2, 3].map(() => certificate(name, names[level + 1] ?? '', [authority(), ...above])),
    )
  const [first = '', last = ''] = [names[0], names.at(-1)]
  return { leaf: certificate('leaf', first, own), authorities, root: certificate(last, last, [authority()]) }
}

describe('a chain with thousands of paths', () => {
  it('is given up after some dozens', () => {
    const { leaf, authorities } = web([], [])
    const options = { trusted: [], intermediates: authorities }
    expect([...paths(leaf, options)].length).toBeLessThan(100)
    const { problems } = pki.verifyChain(leaf, options)
    expect(problems.map(({ reason }) => reason)).toEqual(['unknown-issuer'])
  })

  it('compares names for all of them together as often as for one', () => {
    const permitted = [general.dns('example.com'), ...Array.from({ length: 90 }, () => general.dns('a.cn'))]
    const names = Array.from({ length: 90 }, () => general.dns('www.example.com'))
    const { leaf, authorities, root } = web(
      [nameConstraints(permitted, [], false)],
      [...alternativeNames(names)],
    )
    const one = authorities.filter((_, i) => i % 3 === 0)
    const reasons = (intermediates: readonly pki.Certificate[], trusted: readonly pki.Certificate[]) =>
      new Set(pki.verifyChain(leaf, { trusted, intermediates }).problems.map(({ reason }) => reason))
    expect(reasons(one, [root])).toEqual(new Set())
    // Without a root all paths are tried, and after the first few no comparisons are left.
    const comparisons = { left: 200_000 }
    const all = [...paths(leaf, { trusted: [], intermediates: authorities })]
    const problems = all.map(({ path }) => nameProblems(path, comparisons).length)
    // Each authority binds all that are below it.
    expect([problems[0], problems[50]]).toEqual([0, (DEPTH * (DEPTH + 1)) / 2])
  })
})

describe('a name constraint', () => {
  it('is not compared thousands of times with a name of sixty thousand letters', () => {
    const long = general.dns(`${'a'.repeat(60)}.`.repeat(980))
    const excluded = Array.from({ length: 3000 }, (_, i) => general.dns(`x${i}`))
    const issuer = certificate('ca', 'ca', [authority(), nameConstraints([], excluded)])
    const leaf = certificate('leaf', 'ca', alternativeNames([long]))
    const reasons = pki.verifyChain(leaf, { trusted: [issuer] }).problems.map(({ reason }) => reason)
    expect(reasons).toEqual(['name-not-permitted'])
  })
})
