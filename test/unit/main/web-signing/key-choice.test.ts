import { expect, it } from 'vitest'
import type { Wish } from '../../../../src/main/web-signing/keys.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import { openPage, origin } from './asked-person.ts'
import { memoryUkey } from './memory-ukey.ts'
import { refusal, sign, signal, siteKeys, wishFor } from './site-keys.ts'

const two = () => [memoryUkey('ukey-1'), memoryUkey('ukey-2', { pin: { locked: true } })]

const choiceOver = (...args: Parameters<typeof siteKeys>) => {
  const made = siteKeys(...args)
  const choose = (wish: Wish<string> = sign, name?: string) =>
    made.keys.choose(openPage().page, wish, name, signal)
  return { ...made, choose, nameOf: ({ id }: Usable) => made.certificates.nameAt(origin, id) }
}

it('the certificate that a page names is the one, if it fits', async () => {
  const { choose, nameOf, signer, opener, asked } = choiceOver(two())
  expect(await choose(sign, nameOf(signer))).toBe(signer)
  expect(await choose(wishFor('decrypt'), nameOf(opener))).toBe(opener)
  expect(await choose({ ...sign, fits: (one) => one === signer }, nameOf(signer))).toBe(signer)
  for (const [wish, name] of [
    [sign, nameOf(opener)],
    [wishFor('decrypt'), nameOf(signer)],
    [{ ...sign, fits: () => false }, nameOf(signer)],
    [sign, 'no such name'],
    [sign, ''],
  ] as const)
    await expect(choose(wish, name)).rejects.toMatchObject(refusal('no-certificate'))
  expect(asked).toEqual([])
})

it('the only certificate that fits needs no choice, and where none fits there is none', async () => {
  const { choose, signer, opener, asked, told } = choiceOver()
  expect([await choose(), await choose(wishFor('decrypt'))]).toEqual([signer, opener])
  await expect(choose({ ...sign, fits: () => false })).rejects.toMatchObject(refusal('no-certificate'))
  expect([asked, told]).toEqual([[], []])
})

it('the person chooses among several, and sees which Ukey is locked', async () => {
  const { choose, says, asked, told, certificates } = choiceOver(two())
  const [first, second] = certificates.all().filter(({ uses }) => uses.includes('sign')) as [Usable, Usable]
  says.choice = { outcome: 'answered', answer: { certificateId: second.id } }
  expect(await choose()).toBe(second)
  expect(asked).toEqual([
    {
      ...{ kind: 'choice', asker: { kind: 'page', origin }, purpose: 'sign', signal },
      choices: [
        { certificateId: first.id, tokenId: 'ukey-1', obstacle: null },
        { certificateId: second.id, tokenId: 'ukey-2', obstacle: 'pin-locked' },
      ],
    },
  ])
  expect(told).toEqual([['ask', origin, true]])
})

it('a Ukey whose PIN is not set is not called locked', async () => {
  const { choose, asked } = choiceOver([
    memoryUkey('ukey-1', { pin: { initialised: false } }),
    memoryUkey('b'),
  ])
  await choose().catch(() => undefined)
  expect(asked).toMatchObject([{ choices: [{ obstacle: null }, { obstacle: null }] }])
})

it('a choice that nobody makes is a refusal, and one that is gone is told so', async () => {
  const { choose, says, told } = choiceOver(two(), false)
  await expect(choose()).rejects.toMatchObject(refusal('refused'))
  expect(told).toEqual([
    ['ask', origin, false],
    ['refused', origin, false],
  ])
  says.choice = { outcome: 'answered', answer: { certificateId: 'another' } }
  await expect(choose()).rejects.toMatchObject(refusal('token-gone'))
})
