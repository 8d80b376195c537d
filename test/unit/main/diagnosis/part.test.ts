import { describe, expect, it, onTestFinished } from 'vitest'
import { diagnosisPart } from '../../../../src/main/diagnosis/part.ts'
import { reportOn } from '../../../../src/main/diagnosis/report.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { today } from '../../../world.ts'
import { calmState } from '../calm-state.ts'

type Needs = Parameters<typeof diagnosisPart>[0]

const setUp = (change: Partial<Needs> = {}) => {
  const state = calmState(() => today)
  const needs = {
    ...{ home: '/home/a/data', state, clock: () => today, log: () => undefined, words: () => texts('zh-CN') },
    ...{ version: '1.2.3', build: '/build', resources: '/resources' },
    ...{ drivers: { drivers: [], invalid: [], variables: {} }, tokens: { find: () => undefined } },
    ...{ authorities: { of: () => null }, issuers: { chosen: () => null, find: () => null } },
    ...{ webSigning: { listenAgain: async () => {}, settled: async () => {} } },
    ...{ settings: { change: async () => {} } },
    surroundings: { userFolder: '/home/a' },
    ...change,
  } as unknown as Needs
  const { service, stop } = diagnosisPart(needs)
  onTestFinished(stop)
  return { service, state }
}

describe('the report of the system check', () => {
  it.each([
    ['html', 'html'],
    ['text', 'txt'],
  ] as const)('as %s is a file with the day in its name', (form, ending) => {
    const { service, state } = setUp()
    const { fileName, base64 } = service.report(form)
    const day = today.toISOString().slice(0, 10)
    expect(fileName).toBe(`${texts('zh-CN').diagnosis.fileName}-${day}.${ending}`)
    const content = Buffer.from(base64, 'base64').toString()
    expect(content).toBe(reportOn(state.current(), form, '/home/a'))
    expect(content.length).toBeGreaterThan(0)
  })
})
