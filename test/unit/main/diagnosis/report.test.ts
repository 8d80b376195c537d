import { describe, expect, it } from 'vitest'
import { reportOn } from '../../../../src/main/diagnosis/report.ts'
import { found } from '../../../../src/main/diagnosis/step.ts'
import type { CheckView, Snapshot } from '../../../../src/shared/models/index.ts'
import { snapshotWith, ukey } from '../../../world.ts'

const step = (findings: CheckView['findings']): CheckView => ({
  ...{ id: 'data-folder', state: 'done', startedAt: null, milliseconds: 12, findings },
})

const snapshotOf = (findings: CheckView['findings']): Snapshot => ({
  ...snapshotWith({
    tokens: [ukey()],
    diagnosis: {
      ...snapshotWith().diagnosis,
      ...{ state: 'done', endedAt: '2026-11-20T02:20:00.000Z', steps: [step(findings)] },
    },
  }),
  ...{ revision: 1, at: '2026-11-20T02:20:00.000Z' },
})

const secrets = [
  'PIN: 24681357',
  '110105198804120040',
  'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  '-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg\n-----END PRIVATE KEY-----',
]

describe.each(['text', 'html'] as const)('the report as %s', (form) => {
  it('tells each finding and what to do', () => {
    const report = reportOn(snapshotOf([found('disk-low', { megabytes: 12 })]), form, '/home/wang')
    expect(report).toContain('磁盘空间不多')
    expect(report).toContain('12 MB')
    expect(report).toContain('请清理磁盘')
  })

  it.each(secrets)('contains no secret that a system said: %s', (words) => {
    const report = reportOn(snapshotOf([found('disk-full', {}, { words })]), form, '/home/wang')
    for (const part of [
      '24681357',
      '198804120040',
      'eyJzdWIiOiIxIn0',
      'MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg',
    ])
      expect(report).not.toContain(part)
  })

  it('does not tell how the person is called', () => {
    const file = '/home/wangfang/.local/share/cert-assistant/a.tmp'
    const report = reportOn(snapshotOf([found('leftover-file', { file })]), form, '/home/wangfang')
    expect(report).not.toContain('wangfang')
    expect(report).toContain('~/.local/share')
  })

  it('keeps markup of others as text', () => {
    const words = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const report = reportOn(snapshotOf([found('disk-full', {}, { words })]), form, '/home/wang')
    if (form === 'html') expect(report).not.toMatch(/<script|<img/)
    else expect(report).toContain('<script>')
  })
})
