import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { Finding } from '../../../../src/shared/diagnosis/model.ts'
import type { CarrierView, Snapshot } from '../../../../src/shared/models/index.ts'
import { snapshotWith, today } from '../../../world.ts'

/** A computer for each test, all of it in one folder. */
export const computer = () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'findings-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return {
    top: (): string => folder,
    /** Writes a file and returns its path. */
    put: (name: string, content: unknown = ''): string => {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    /** A world of which a step looks at nothing but this. */
    worldWith: (part: object = {}, snapshot: Partial<Snapshot> = {}): World =>
      ({
        ...{ home: folder, root: folder, userFolder: folder, platform: 'linux', env: {} },
        ...{ clock: () => today, snapshot: () => snapshotWith(snapshot) },
        ...part,
      }) as unknown as World,
  }
}

export const saidIn = (findings: readonly Finding[]) =>
  findings.map(({ said, level }) => [said.by === 'step' ? said.kind : said.report.code, level])
export const figuresIn = (findings: readonly Finding[]) =>
  findings.map(({ said }) => (said.by === 'step' ? said.params : said.report.params))

export const carrier = (name: CarrierView['name'], change: Partial<CarrierView> = {}): CarrierView => ({
  ...{ name, on: true, askedBy: null, state: 'listening', ports: [], taken: [] },
  ...change,
})
export const signing = (carriers: readonly CarrierView[], on = true): Partial<Snapshot> => ({
  webSigning: { on, carriers, sites: [] },
})
