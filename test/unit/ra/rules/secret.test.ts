import { describe, expect, it } from 'vitest'
import type { Code, Recovery, Seal, Unlock } from '../../../../src/ra/records.ts'
import {
  approveRecovery,
  collectRecovery,
  openRecovery,
  refuseRecovery,
} from '../../../../src/ra/rules/recovery.ts'
import { applyForSeal, issueSeal, renewSeal, revokeSeal } from '../../../../src/ra/rules/seal.ts'
import { authoriseUnlock, closeUnlock, openUnlock } from '../../../../src/ra/rules/unlock.ts'
import { certificate, now, outcome, token, written } from './samples.ts'

const bytes = (one: number) => new Uint8Array([one])

describe('unlocking a Ukey', () => {
  const unlock: Unlock = {
    ...{ id: 'unlock-1', accountId: 'account-1', token, state: 'opened', recipientKey: null },
    ...{ sealedSecret: null, authorisationCode: null, createdAt: now - 1, expiresAt: now + 1 },
  }
  const code: Code = {
    ...{ id: 'code-1', purpose: 'unlock', subject: 'unlock-1', codeHash: 'right', triesLeft: 3 },
    ...{ sentAt: now - 1, expiresAt: now + 1 },
  }
  const facts = { unlock, code, keptSecret: bytes(1) }
  const asked = {
    ...{ unlockId: 'unlock-1', recipientKey: bytes(4), codeHash: 'right', keptSecret: bytes(1) },
    ...{ sealedSecret: bytes(5), authorisationCode: 'A-1', now },
  }
  const authorised: Unlock = {
    ...{
      ...unlock,
      state: 'authorised',
      recipientKey: bytes(4),
      sealedSecret: bytes(5),
      authorisationCode: 'A-1',
    },
  }

  it('is opened only for a Ukey of the account', () => {
    const opened = openUnlock({ owners: ['account-2', 'account-1'] }, { unlock })
    expect(opened).toEqual({ changes: [{ kind: 'add-unlock', unlock }], answer: unlock })
    const strange = openUnlock({ owners: ['account-2'] }, { unlock })
    expect([outcome(strange), strange.changes]).toEqual([{ code: 'token-unknown', serial: 'KEY-1' }, []])
  })

  it('is authorised by its code, which is used up', () => {
    expect(authoriseUnlock(facts, asked)).toEqual({
      changes: [
        { kind: 'remove-code', id: 'code-1' },
        { kind: 'change-unlock', unlock: authorised },
        { kind: 'audit', at: now, actor: 'account account-1', action: 'unlock authorised', subject: 'KEY-1' },
      ],
      answer: authorised,
    })
    const wrong = authoriseUnlock(facts, { ...asked, codeHash: 'wrong' })
    expect([outcome(wrong), written(wrong)]).toEqual([{ code: 'code-wrong', triesLeft: 2 }, ['code-tries']])
  })

  it('is answered again for the same recipient, and for nobody else', () => {
    const again = { ...facts, unlock: authorised }
    expect(authoriseUnlock(again, asked)).toEqual({ changes: [], answer: authorised })
    const used = { code: 'unlock-used' }
    expect(outcome(authoriseUnlock(again, { ...asked, recipientKey: bytes(6) }))).toEqual(used)
    for (const state of ['done', 'failed', 'expired'] as const) {
      expect(outcome(authoriseUnlock({ ...facts, unlock: { ...authorised, state } }, asked))).toEqual(used)
    }
  })

  it('is answered anew if the secret of the Ukey has changed meanwhile', () => {
    const answer = (kept: Uint8Array | null, given: Uint8Array | null) =>
      outcome(authoriseUnlock({ ...facts, keptSecret: kept }, { ...asked, keptSecret: given }))
    expect(answer(bytes(2), bytes(1))).toBeNull()
    expect(answer(null, bytes(1))).toBeNull()
    expect(answer(bytes(1), null)).toBeNull()
    expect(answer(null, null)).toMatchObject({ state: 'authorised' })
  })

  it('is over with its time, and unknown if it was never opened', () => {
    const late = { ...facts, unlock: { ...unlock, expiresAt: now } }
    expect(outcome(authoriseUnlock(late, asked))).toEqual({ code: 'unlock-expired' })
    expect(outcome(authoriseUnlock({ ...facts, unlock: null }, asked))).toEqual({ code: 'unlock-unknown' })
  })

  it('ends once, without its secret, and leaves the new one of the Ukey', () => {
    const report = { unlockId: 'unlock-1', outcome: 'done', newSecret: bytes(9), now } as const
    const closed = { ...authorised, state: 'done', sealedSecret: null }
    expect(closeUnlock({ unlock: authorised }, report)).toEqual({
      changes: [
        { kind: 'change-unlock', unlock: closed },
        { kind: 'put-token', token: { ...token, accountId: 'account-1', unlockSecret: bytes(9) }, at: now },
        { kind: 'audit', at: now, actor: 'account account-1', action: 'unlock done', subject: 'KEY-1' },
      ],
      answer: closed,
    })
    const failed = closeUnlock({ unlock: authorised }, { ...report, outcome: 'failed', newSecret: null })
    expect([written(failed), outcome(failed)]).toMatchObject([
      ['change-unlock', 'audit'],
      { state: 'failed' },
    ])
    const done = { ...authorised, state: 'done' } as const
    expect(closeUnlock({ unlock: done }, report)).toEqual({ changes: [], answer: done })
    expect(outcome(closeUnlock({ unlock: done }, { ...report, outcome: 'failed' }))).toEqual({
      code: 'unlock-used',
    })
    expect(outcome(closeUnlock({ unlock }, report))).toEqual({ code: 'unlock-used' })
    expect(outcome(closeUnlock({ unlock: null }, report))).toEqual({ code: 'unlock-unknown' })
  })
})

describe('recovering the encryption key of a holder', () => {
  const recovery: Recovery = {
    ...{ id: 'recovery-1', serial: '42', accountId: 'account-1', reason: '遗失', state: 'waiting' },
    ...{ openedBy: 'a', openedAt: now, approvals: [] },
  }
  const step = (operator: string) => ({ id: 'recovery-1', operator, now })
  const noted = (operator: string, what: string) => {
    return {
      kind: 'audit',
      at: now,
      actor: `operator ${operator}`,
      action: `recovery ${what}`,
      subject: '42',
    }
  }
  const state = (one: Recovery['state']) => ({ kind: 'recovery-state', id: 'recovery-1', state: one })

  it('is asked for an encryption certificate', () => {
    const opening = { id: 'recovery-1', serial: '42', reason: '遗失', openedBy: 'a', now }
    const encryption = { ...certificate, serial: '42', usage: 'encryption' } as const
    expect(openRecovery({ certificate: encryption }, opening)).toEqual({
      ...{ changes: [{ kind: 'add-recovery', recovery }, noted('a', 'opened')], answer: recovery },
    })
    for (const one of [null, certificate]) {
      const refusal = { code: 'certificate-unknown', serial: '42' }
      expect(outcome(openRecovery({ certificate: one }, opening))).toEqual(refusal)
    }
  })

  it('needs two others, each once', () => {
    const first = approveRecovery({ recovery }, step('b'))
    expect(first).toEqual({
      changes: [
        { kind: 'approve-recovery', id: 'recovery-1', operator: 'b', at: now },
        noted('b', 'approved'),
      ],
      answer: { ...recovery, approvals: ['b'] },
    })
    const half = { ...recovery, approvals: ['b'] }
    const second = approveRecovery({ recovery: half }, step('c'))
    expect(second.changes.slice(1)).toEqual([state('approved'), noted('c', 'approved')])
    expect(outcome(second)).toMatchObject({ state: 'approved', approvals: ['b', 'c'] })
    for (const same of ['a', 'b']) {
      expect(outcome(approveRecovery({ recovery: half }, step(same)))).toEqual({
        code: 'recovery-same-operator',
      })
    }
    const closed = { ...recovery, state: 'approved' } as const
    expect(outcome(approveRecovery({ recovery: closed }, step('c')))).toEqual({ code: 'recovery-closed' })
    expect(outcome(approveRecovery({ recovery: null }, step('c')))).toEqual({ code: 'recovery-unknown' })
  })

  it('can be refused until the key is collected', () => {
    for (const open of ['waiting', 'approved'] as const) {
      const refused = refuseRecovery({ recovery: { ...recovery, state: open } }, step('b'))
      expect(refused.changes).toEqual([state('refused'), noted('b', 'refused')])
      expect(outcome(refused)).toMatchObject({ state: 'refused' })
    }
    for (const ended of ['refused', 'done'] as const) {
      const late = refuseRecovery({ recovery: { ...recovery, state: ended } }, step('b'))
      expect(outcome(late)).toEqual({ code: 'recovery-closed' })
    }
    expect(outcome(refuseRecovery({ recovery: null }, step('b')))).toEqual({ code: 'recovery-unknown' })
  })

  it('gives the key to the certificate in force, again and again', () => {
    const collected = (one: Recovery | null, active: string | null = '51') =>
      collectRecovery({ recovery: one, active }, { ...step('a'), recipientSerial: '51' })
    for (const ready of ['approved', 'done'] as const) {
      const decision = collected({ ...recovery, state: ready })
      expect(decision.changes).toEqual([state('done'), noted('a', 'done')])
      expect(outcome(decision)).toMatchObject({ state: 'done' })
    }
    const approved = { ...recovery, state: 'approved' } as const
    for (const active of ['52', null]) {
      expect(outcome(collected(approved, active))).toEqual({ code: 'recovery-no-active-certificate' })
    }
    const early = { code: 'recovery-not-approved', approvals: 1, needed: 2 }
    expect(outcome(collected({ ...recovery, approvals: ['b'] }))).toEqual(early)
    expect(outcome(collected({ ...recovery, state: 'refused' }))).toEqual({ code: 'recovery-closed' })
    expect(outcome(collected(null))).toEqual({ code: 'recovery-unknown' })
  })
})

describe('the seal of a holder', () => {
  const seal: Seal = {
    ...{
      id: 'seal-1',
      accountId: 'account-1',
      serial: '41',
      state: 'applied',
      name: '示例公司',
      type: 'organisation',
    },
    ...{ appliedBy: '王芳', appliedAt: now, issuedAt: null, revokedAt: null, der: null },
  }
  const step = { sealId: 'seal-1', operator: '王芳', now }
  const audit = (action: string) => ({
    kind: 'audit',
    at: now,
    actor: 'operator 王芳',
    action,
    subject: 'seal-1',
  })
  const applied = (one: typeof certificate | null, standing: Seal | null = null) =>
    applyForSeal(
      { certificate: one, standing },
      { ...step, serial: '42', name: '示例公司', type: 'organisation' },
    )
  const suspended = { ...certificate, status: 'suspended' } as const

  it('is applied for once, for an active certificate', () => {
    expect(applied(certificate)).toEqual({
      changes: [{ kind: 'add-seal', seal }, audit('seal applied')],
      answer: seal,
    })
    expect(outcome(applied(certificate, seal))).toEqual({ code: 'seal-exists', state: 'applied' })
    expect(outcome(applied(null))).toEqual({ code: 'certificate-unknown', serial: '42' })
    const inactive = { code: 'certificate-not-active', serial: '42', status: 'suspended' }
    expect(outcome(applied(suspended))).toEqual(inactive)
  })

  it('is issued while its application and its certificate stand', () => {
    const made = (one: Seal | null, its: typeof certificate | null = certificate) =>
      issueSeal({ seal: one, certificate: its }, { ...step, der: bytes(3) })
    const issued = { ...seal, state: 'issued', issuedAt: now, der: bytes(3) }
    expect(made(seal)).toEqual({
      changes: [{ kind: 'change-seal', seal: issued }, audit('seal issued')],
      answer: issued,
    })
    expect(outcome(made({ ...seal, state: 'issued' }))).toEqual({ code: 'seal-not-waiting', state: 'issued' })
    expect(outcome(made(null))).toEqual({ code: 'seal-unknown' })
    expect(outcome(made(seal, null))).toEqual({ code: 'seal-unknown' })
    const inactive = { code: 'certificate-not-active', serial: '41', status: 'suspended' }
    expect(outcome(made(seal, suspended))).toEqual(inactive)
  })

  it('is revoked once: the first day counts', () => {
    const revoked: Seal = { ...seal, state: 'revoked', revokedAt: now }
    expect(revokeSeal({ seal }, step)).toEqual({
      ...{ changes: [{ kind: 'change-seal', seal: revoked }, audit('seal revoked')], answer: revoked },
    })
    expect(revokeSeal({ seal: revoked }, { ...step, now: now + 1 })).toEqual({ changes: [], answer: revoked })
    expect(outcome(revokeSeal({ seal: null }, step))).toEqual({ code: 'seal-unknown' })
  })

  it('goes on to the next certificate once, if it was in force', () => {
    const previous: Seal = { ...seal, state: 'issued' }
    const made: Seal = { ...seal, id: 'seal-2', serial: '51', state: 'issued' }
    expect(renewSeal({ previous, existing: null }, { previousId: 'seal-1', made, now })).toEqual({
      changes: [
        { kind: 'add-seal', seal: made },
        {
          kind: 'audit',
          at: now,
          actor: 'account account-1',
          action: 'seal renewed',
          subject: 'seal-1 seal-2',
        },
      ],
      answer: made,
    })
    const renewing = { previousId: 'seal-1', made, now }
    const existing: Seal = { ...made, state: 'revoked' }
    expect(renewSeal({ previous, existing }, renewing)).toEqual({ changes: [], answer: existing })
    for (const none of [null, seal, { ...seal, state: 'revoked' as const }]) {
      expect(renewSeal({ previous: none, existing: null }, renewing)).toEqual({ changes: [], answer: null })
    }
  })
})
