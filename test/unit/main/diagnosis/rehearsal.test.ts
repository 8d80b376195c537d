import { expect, it } from 'vitest'
import { rehearse } from '../../../../src/main/diagnosis/steps/rehearsal.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { CertificateView } from '../../../../src/shared/models/index.ts'
import { pair, snapshotWith, ukey } from '../../../world.ts'

it.each([
  ['whose key is not there', 'SM2', 'object-missing'],
  ['with an RSA key', 'RSA 2048', 'token-lacks'],
])(
  'a token with a certificate %s is refused before anybody is asked for the PIN',
  async (_, keyType, code) => {
    const usual = pair('valid', { id: 'k', tokenId: 'ukey-1', days: 300 })
    const signing = usual.signing && ({ ...usual.signing, keyType } as CertificateView)
    const token = ukey({ pairs: [{ ...usual, signing }] })
    const asked: unknown[] = []
    const world = {
      snapshot: () => snapshotWith({ tokens: [token] }),
      keyring: { current: () => ({ tokens: [{ facts: token, certificates: [], keys: [] }] }) },
      find: () => undefined,
      prompts: {
        askPin: async (question: unknown) => {
          asked.push(question)
          return { kind: 'cancelled' }
        },
      },
    } as unknown as World
    await expect(rehearse(world, token.id, () => {})).rejects.toMatchObject({ code })
    expect(asked).toEqual([])
  },
)
