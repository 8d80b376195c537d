import { describe, expect, it } from 'vitest'
import { adopted } from '../../../../src/native/soft/adopted.ts'
import { type BackedUp, readBackup, writeBackup } from '../../../../src/native/soft/backup.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

const keysOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ type: 'rsa' as const, label: `密钥 ${i}`, privateKey: new Uint8Array(40).fill(i + 1) },
    ...{ publicKey: Uint8Array.of(i), certificate: Uint8Array.of(i, i) },
  }))

describe('keys that were made elsewhere', () => {
  it('are overwritten where they came from once the token has them, each one', () => {
    const keys = keysOf(3)
    const token = adopted('0123456789ABCDEF', '旧证书', keys)
    const held = token.secrets.keys.map(({ privateKey }) => [...Buffer.from(privateKey, 'base64')])
    expect(held).toEqual([1, 2, 3].map((byte) => Array.from({ length: 40 }, () => byte)))
    for (const { privateKey } of keys) expect([...privateKey].some((byte) => byte !== 0)).toBe(false)
  })

  it('have their own number, under which the token keeps key and certificate together', () => {
    const token = adopted('0123456789ABCDEF', '旧证书', keysOf(2))
    const ids = ['0123456789abcdef0', '0123456789abcdef1']
    for (const list of [token.keys, token.certificates, token.secrets.keys])
      expect(list.map(({ keyId }) => keyId)).toEqual(ids)
  })
})

describe('a backup', () => {
  it('opens with 64 soft certificates and not with more, which would take a long time to lock again', async () => {
    const password = () => new Pin('a good password')
    const token = (index: number): BackedUp =>
      adopted(index.toString(16).toUpperCase().padStart(16, '0'), `第 ${index} 张`, [])
    const opened = async (count: number) => {
      const tokens = Array.from({ length: count }, (_, index) => token(index))
      const file = await writeBackup(tokens, password(), { N: 1024, r: 8, p: 1 })
      return readBackup(file, password())
    }
    expect((await opened(64)).map(({ label }) => label).at(-1)).toBe('第 63 张')
    await expect(opened(65)).rejects.toMatchObject({ code: 'file-too-costly' })
  })
})
