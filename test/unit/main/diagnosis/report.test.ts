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

  it.each([
    ['/home/wangfang', '/home/wangfang/.local/share/cert-assistant/a.tmp', '~/.local/share'],
    ['/home/wangfang/', '/home/wangfang/.local/share', '~/.local/share'],
    ['/home/wangfang', '/media/wangfang/stick/skf.so', '/media/~/stick/skf.so'],
    ['C:\\Users\\WangFang', 'c:\\users\\wangfang\\AppData\\a.tmp', '~\\AppData'],
  ])('does not tell how the person of %s is called in %s', (userFolder, file, told) => {
    const report = reportOn(snapshotOf([found('leftover-file', { file })]), form, userFolder)
    expect(report).not.toMatch(/wangfang/i)
    expect(report).toContain(told)
  })

  it('names a folder of somebody with a longer name as it is', () => {
    const file = '/home/wangfang/a.tmp'
    const report = reportOn(snapshotOf([found('leftover-file', { file })]), form, '/home/wang')
    expect(report).toContain(file)
  })

  it('keeps the password of a proxy to itself', () => {
    const address = 'http://wangfang:geheim7@proxy.example.cn:8080'
    const report = reportOn(snapshotOf([found('proxy-silent', { address })]), form, '/home/wang')
    expect(report).not.toMatch(/geheim7|wangfang/)
    expect(report).toContain('proxy.example.cn:8080')
  })

  it('keeps markup of others as text', () => {
    const words = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const report = reportOn(snapshotOf([found('disk-full', {}, { words })]), form, '/home/wang')
    if (form === 'html') expect(report).not.toMatch(/<script|<img/)
    else expect(report).toContain('<script>')
  })
})
