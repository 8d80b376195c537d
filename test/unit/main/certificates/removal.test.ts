import { expect, it } from 'vitest'
import { createRemoval } from '../../../../src/main/certificates/removal.ts'
import type { TokenView } from '../../../../src/shared/models/index.ts'
import { company, pair, soft, ukey } from '../../../world.ts'

const old = (state: 'revoked' | 'valid') =>
  soft({ pairs: [pair(state, { id: 'c2', tokenId: 'soft-1', days: 90, holder: company })] })

const removal = (tokens: readonly TokenView[]) => {
  const aside: string[] = []
  const noted: string[] = []
  const { remove } = createRemoval({
    tokens: () => tokens,
    soft: { setAside: async (id) => void aside.push(id) },
    history: { add: ({ kind }) => void noted.push(kind) },
  })
  return { remove, aside, noted }
}

it('puts a replaced soft certificate aside and notes it', async () => {
  const { remove, aside, noted } = removal([ukey(), old('revoked')])
  await remove('soft-1')
  expect([aside, noted]).toEqual([['soft-1'], ['removed']])
})

it.each([
  ['a soft certificate in force', [ukey(), old('valid')], 'soft-1', 'certificate-in-force'],
  ['the only certificate of its holder', [old('revoked')], 'soft-1', 'certificate-in-force'],
  ['a Ukey', [ukey(), old('revoked')], 'ukey-1', 'certificate-in-force'],
  ['what is not there', [], 'soft-1', 'not-found'],
] as const)('never removes %s, whatever a window asks', async (_what, tokens, id, code) => {
  const { remove, aside, noted } = removal(tokens)
  await expect(remove(id)).rejects.toMatchObject({ code })
  expect([aside, noted]).toEqual([[], []])
})
