import { describe, expect, it } from 'vitest'
import { type BackupParts, createBackupService } from '../../../../src/main/backup/backup-service.ts'
import type { Keyring, PresentToken } from '../../../../src/native/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { freshParty } from '../../pki/authority.ts'
import { keyringOf } from '../keyring-of.ts'
import { holder, root, tokenOf } from '../sealed.ts'
import { pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { pfxFork } from './pfx-opened.ts'

const signer = freshParty(root, { profile: 'signing', name: '某 公司/北京' })
const [pin, password] = [new Pin('123456'), new Pin('a password')]
const { signal } = new AbortController()
const soft = { id: 'soft-1', kind: 'soft', label: '软证书' } as const
const careful = { tries: 'careful' } as const
const checked = { strength: 'checked' } as const

/** Soft certificates on this machine. `log` has what was done and noted. */
const backup = (tokens: readonly PresentToken[], parts: Partial<BackupParts> = {}) => {
  const log: unknown[] = []
  const softFolder: Keyring['soft'] = {
    backup: async (list, secret, given) => {
      log.push(['backup', list, secret.reveal(), given])
      return Uint8Array.of(1, 2, 3)
    },
    restore: async (bytes, secret, newPin, given) => {
      log.push(['restore', bytes, secret.reveal(), newPin.reveal(), given])
      return ['soft-1', 'soft-9']
    },
    adopt: async (label, keys, newPin, given) => {
      log.push(['adopt', label, keys.map((key) => key.label), newPin.reveal(), given])
      return 'soft-1'
    },
    remove: async () => {},
    setAside: async (id) => void log.push(['set aside', id]),
    wantsSecret: () => false,
    secretHeld: async () => {},
  }
  const service = createBackupService({
    fork: pfxFork({ kind: 'opened', keys: [] }),
    keyring: { current: keyringOf(tokens).keyring.current, soft: softFolder },
    pins: {
      checkNewSoft: (newPin, { strength }, issuers) =>
        void log.push(['check', newPin.reveal(), strength, issuers]),
    },
    history: { add: (happened) => void log.push(happened) },
    issuerOf: () => 'demo',
    forget: (serial) => void log.push(['forget', serial]),
    now: () => new Date('2026-11-20T08:00:00.000Z'),
    ...parts,
  })
  return { service, log }
}
const one = tokenOf([holder('加密'), signer], { facts: soft }).present
const noted = (kind: string, known = true) => ({
  ...{ kind, tokenId: 'soft-1', tokenName: '软证书', detail: null },
  holder: known ? '某 公司/北京' : null,
  serial: known ? signer.certificate.serialHex : null,
})

describe('a backup of a soft certificate', () => {
  it('is a file that is named after its holder and day, and is noted', async () => {
    const { service, log } = backup([one])
    expect(await service.create('soft-1', pin, password, careful, signal)).toEqual({
      ...{ fileName: '某公司北京-2026-11-20.certbackup', base64: 'AQID' },
    })
    expect(log).toEqual([['backup', [{ id: 'soft-1', pin }], 'a password', signal], noted('backed-up')])
  })

  it.each([
    ['软证书', '软证书'],
    ['///', 'certificate'],
    ['长'.repeat(41), '长'.repeat(40)],
  ])('is named after its token if it has no certificate: %s', async (label, name) => {
    const { service, log } = backup([tokenAtHand({ facts: { ...soft, label } }).present])
    const { fileName } = await service.create('soft-1', pin, password, careful)
    expect(fileName).toBe(`${name}-2026-11-20.certbackup`)
    expect(log.at(-1)).toEqual({ ...noted('backed-up', false), tokenName: label })
  })

  it.each([
    ['token-absent', 'soft-2', soft],
    ['token-lacks', 'token-1', {}],
    ['pin-locked', 'soft-1', { ...soft, pin: pinStateOf({ locked: true }) }],
    ['last-try-unconfirmed', 'soft-1', { ...soft, pin: pinStateOf({ lastTry: true }) }],
  ] as const)('is refused with %s before anything is done', async (code, id, facts) => {
    const { service, log } = backup([tokenAtHand({ facts }).present])
    await expect(service.create(id, pin, password, careful)).rejects.toMatchObject({ code })
    expect(log).toEqual([])
  })

  it('spends no try on a PIN that it cannot have', async () => {
    const { service, log } = backup([one])
    await expect(service.create('soft-1', new Pin('12345'), password, careful)).rejects.toMatchObject({
      code: 'pin-length',
    })
    expect(log).toEqual([])
  })

  it('takes the last try that the person has confirmed', async () => {
    const { service } = backup([
      tokenAtHand({ facts: { ...soft, pin: pinStateOf({ lastTry: true }) } }).present,
    ])
    const file = await service.create('soft-1', pin, password, { tries: 'last-confirmed' })
    expect(file.base64).toBe('AQID')
  })
})

describe('a soft certificate that was moved away', () => {
  it('is put out of use, noted, and nobody is reminded of it', async () => {
    const { service, log } = backup([one])
    await service.moved('soft-1')
    expect(log).toEqual([['set aside', 'soft-1'], noted('moved'), ['forget', signer.certificate.serialHex]])
  })

  it('has nothing to be reminded of if it has no certificate', async () => {
    const { service, log } = backup([tokenAtHand({ facts: soft }).present])
    await service.moved('soft-1')
    expect(log).toEqual([['set aside', 'soft-1'], noted('moved', false)])
  })

  it('must be here', async () => {
    await expect(backup([]).service.moved('soft-1')).rejects.toMatchObject({ code: 'token-absent' })
  })
})

describe('a backup that is restored', () => {
  it('gives its certificates under the new PIN, and notes those that are here', async () => {
    const { service, log } = backup([one])
    expect(await service.restore('AQID', password, pin, checked, signal)).toEqual({
      tokenIds: ['soft-1', 'soft-9'],
    })
    expect(log).toEqual([
      ['check', '123456', 'checked', []],
      ['restore', Uint8Array.of(1, 2, 3), 'a password', '123456', signal],
      noted('restored'),
    ])
  })

  it('is not read if it is larger than any', async () => {
    const { service, log } = backup([one])
    const most = Math.floor(4 * 1024 * 1024 * 1.4)
    await service.restore('A'.repeat(most), password, pin, checked)
    await expect(service.restore('A'.repeat(most + 1), password, pin, checked)).rejects.toMatchObject({
      code: 'input-invalid',
    })
    expect(log.filter((line) => Array.isArray(line) && line[0] === 'restore')).toHaveLength(1)
  })

  it('is not read for a PIN that is refused', async () => {
    const { service, log } = backup([one], {
      pins: {
        checkNewSoft: () => {
          throw new AssistantError('pin-unchanged')
        },
      },
    })
    const refused = { code: 'pin-unchanged' }
    await expect(service.restore('AQID', password, pin, checked)).rejects.toMatchObject(refused)
    await expect(service.importPfx('AQID', password, pin, checked)).rejects.toMatchObject(refused)
    expect(log).toEqual([])
  })
})

describe('an old .pfx file', () => {
  const key = {
    ...{ privateKey: Uint8Array.of(1), publicKey: Uint8Array.of(2), certificate: signer.certificate.raw },
  }

  it('gives its keys, after the PIN was checked by the rules of their issuers too', async () => {
    const { service, log } = backup([one], { fork: pfxFork({ kind: 'opened', keys: [key] }) })
    expect(await service.importPfx('AQID', password, pin, checked, signal)).toEqual({ tokenId: 'soft-1' })
    expect(log).toEqual([
      ['check', '123456', 'checked', []],
      ['check', '123456', 'checked', ['demo']],
      ['adopt', '某 公司/北京', ['某 公司/北京'], '123456', signal],
      noted('imported'),
    ])
  })

  it('is refused without a key', async () => {
    const { service, log } = backup([one])
    await expect(service.importPfx('AQID', password, pin, checked)).rejects.toMatchObject({
      code: 'pfx-without-key',
    })
    expect(log).toHaveLength(1)
  })
})
