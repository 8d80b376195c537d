import { expect, it } from 'vitest'
import { renewalRows } from '../../../../src/shared/renewal/rows.ts'
import { pair, snapshotWith, ukey } from '../../../world.ts'

const nameOf = (nickname: string | null) => {
  const pairs = [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 20 })]
  return renewalRows(snapshotWith({ tokens: [ukey({ pairs, nickname })] }))[0]?.token.tokenName
}

it('a line names the key as its owner does', () => {
  expect([nameOf('财务室的'), nameOf(null)]).toEqual(['财务室的', '商标证书'])
})
