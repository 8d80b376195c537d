import type { Page } from 'playwright-core'
import { found, reported } from '../../../src/main/diagnosis/step.ts'
import type { CheckView, DiagnosisState, Finding, StepId } from '../../../src/shared/models/index.ts'
import { stepId } from '../../../src/shared/models/index.ts'
import { longCompany, snapshotWith, soft, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const none: readonly StepId[] = ['smart-card-service', 'desktop', 'loopback-trust']

const step = (id: StepId, rest: Partial<CheckView> = {}): CheckView => ({
  id,
  ...(id === 'rehearsal'
    ? { state: 'asked', startedAt: null, milliseconds: null }
    : none.includes(id)
      ? { state: 'none', startedAt: null, milliseconds: null }
      : { state: 'done', startedAt: today.toISOString(), milliseconds: 40 + id.length * 31 }),
  findings: [],
  ...rest,
})

const run = (findings: Partial<Readonly<Record<StepId, readonly Finding[]>>> = {}): DiagnosisState => ({
  state: 'done',
  startedAt: today.toISOString(),
  endedAt: new Date(today.getTime() + 2_300).toISOString(),
  first: null,
  repairing: null,
  undoable: [],
  steps: stepId.options.map((id) => step(id, findings[id] ? { state: 'done', findings: findings[id] } : {})),
})

const started: DiagnosisState = {
  ...run(),
  ...{ state: 'running', endedAt: null },
  steps: stepId.options.map((id, at) => {
    if (id === 'rehearsal' || none.includes(id) || at < 9) return step(id)
    const startedAt = new Date(today.getTime() - 3_000).toISOString()
    return step(
      id,
      at < 12
        ? { state: 'running', startedAt, milliseconds: null }
        : { state: 'waiting', milliseconds: null },
    )
  }),
}

const some: DiagnosisState = {
  ...run({
    ports: [
      found(
        'port-taken',
        { port: 28461, program: 'XTXAppService' },
        { about: '28461', repair: 'listen-again' },
      ),
    ],
    drivers: [
      reported(
        { code: 'driver-crashed', params: {} },
        { about: 'minghua', repair: 'restart-drivers', words: 'signal SIGSEGV' },
      ),
    ],
    pin: [
      found(
        'pin-default',
        { name: `明华 eKey 3000 · ${longCompany}` },
        { level: 'attention', place: { page: 'pin', tokenId: 'ukey-1' } },
      ),
    ],
    'data-folder': [
      found(
        'leftover-file',
        { file: '/home/wang/.local/share/cert-assistant/settings.json.3f2a91c07d5e.tmp' },
        {
          level: 'attention',
          repair: 'set-aside',
          on: '/home/wang/.local/share/cert-assistant/settings.json.3f2a91c07d5e.tmp',
        },
      ),
    ],
  }),
  first: 'drivers',
  undoable: [
    {
      ...{ id: 'u1', step: 'network', repair: 'no-proxy', on: '' },
      at: new Date(today.getTime() - 60_000).toISOString(),
    },
  ],
}

const many: DiagnosisState = run({
  drivers: Array.from({ length: 12 }, (_, at) =>
    found(
      'driver-lacks-functions',
      { vendor: `厂商 ${at + 1}`, count: 3, names: 'SKF_ECCSignData SKF_VerifyPIN SKF_GetPINInfo' },
      { about: String(at) },
    ),
  ),
  certificates: Array.from({ length: 10 }, (_, at) =>
    found(
      'certificate-expired',
      { holder: longCompany, days: at + 1 },
      { about: String(at), place: { page: 'certificate', certificateId: `c${at}` } },
    ),
  ),
  ports: Array.from({ length: 8 }, (_, at) =>
    found(
      'port-taken',
      { port: 28461 + at, program: 'a-program-with-a-rather-long-name.exe' },
      { level: 'attention', about: String(at), repair: 'listen-again' },
    ),
  ),
})

const hash = '#/diagnosis'
const tokens = [ukey(), soft()]
const button = (page: Page, name: RegExp) => page.getByRole('button', { name })

export const diagnosisScenes: readonly Scene[] = [
  { name: 'diagnosis-never', hash, state: snapshotWith({ tokens }) },
  { name: 'diagnosis-running', hash, state: snapshotWith({ tokens, diagnosis: started }) },
  { name: 'diagnosis-healthy', hash, state: snapshotWith({ tokens, diagnosis: run() }) },
  {
    name: 'diagnosis-findings',
    hash: '#/diagnosis/drivers',
    state: snapshotWith({ tokens, diagnosis: some }),
  },
  {
    ...{ name: 'diagnosis-repair', hash, state: snapshotWith({ tokens, diagnosis: some }) },
    act: async (page) => {
      await button(page, /^(修 ?复|Repair)$/)
        .last()
        .click()
      await page.getByText(/^(将要改动|This will change)$/).waitFor()
    },
  },
  {
    ...{ name: 'diagnosis-report', hash, state: snapshotWith({ tokens, diagnosis: some }) },
    act: async (page) => {
      await button(page, /^(查看报告|Show the report)$/).click()
      await button(page, /^(保存为网页|Save as web page)$/).scrollIntoViewIfNeeded()
    },
  },
  { name: 'diagnosis-many', hash, state: snapshotWith({ tokens, diagnosis: many }) },
]
