import type { Done, DoneOf, Started, TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { type IssuanceStep, issuanceSteps } from '../../../../src/shared/models/index.ts'

export const at = '2026-11-20T08:00:00.000Z'

export const started = (target: Partial<Started['target']> = {}): Started => ({
  type: 'started',
  at,
  issuerId: 'demo',
  business: { kind: 'issue' },
  holder: '张三',
  target: { kind: 'ukey', tokenId: 'token-1', name: 'Ukey', vendor: 'v', serial: '1', ...target },
})

const doneWith = <S extends IssuanceStep>(step: S, left: DoneOf<S>['left']): Done =>
  ({ type: 'done', step, at, seconds: 0.25, left }) as Done

export const done: Readonly<Record<IssuanceStep, Done>> = {
  request: doneWith('request', { requestId: 'request-1', resumeToken: 'r', subject: 'AAAA' }),
  keypair: doneWith('keypair', { tokenId: 'token-1', keyId: 'k', publicKey: '04' }),
  csr: doneWith('csr', { csr: 'AAAA' }),
  submit: doneWith('submit', { ready: true }),
  await: doneWith('await', {}),
  collect: doneWith('collect', {
    signatureCertificate: 'AAAA',
    encryptionCertificate: 'AAAA',
    envelopedKey: 'AAAA',
  }),
  'write-signing': doneWith('write-signing', { objectId: 'o' }),
  'write-encryption': doneWith('write-encryption', { keyId: 'e', objectId: 'p' }),
  verify: doneWith('verify', { confirmation: 'AAAA', others: [] }),
  confirm: doneWith('confirm', { retired: [] }),
  retire: doneWith('retire', { removed: 0 }),
  seal: doneWith('seal', { written: false }),
}

/** The records of a transaction up to this step. */
export const throughStep = (
  step: IssuanceStep,
  kind: 'ukey' | 'soft' = 'ukey',
): readonly TransactionRecord[] => [
  started({ kind }),
  ...issuanceSteps.slice(0, issuanceSteps.indexOf(step) + 1).map((name) => done[name]),
]
