import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Checked, openReport } from '../house/report.ts'
import { bareSystem, desktopSystem } from './base-system.ts'
import { accidents } from './checks/accidents.ts'
import { judges } from './checks/judges.ts'
import { lifecycle } from './checks/lifecycle.ts'
import { rpmAccidents } from './checks/rpm-accidents.ts'
import { buildPackages } from './packages.ts'
import type { Stage } from './stage.ts'
import { openSystem, type System } from './system.ts'

export const groups: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  judges,
  store: lifecycle('store'),
  enterprise: lifecycle('enterprise'),
  rpm: lifecycle('rpm'),
  accidents,
  'rpm-accidents': rpmAccidents,
}

/** Runs groups of checks, each on systems of its own. A group that breaks off is one check that failed. */
export const runGroups = async (
  names: readonly string[],
  payload: string,
  told: (one: Checked) => void,
): Promise<readonly Checked[]> => {
  const report = openReport(told)
  const folder = mkdtempSync(join(tmpdir(), 'packages-'))
  const opened: System[] = []
  const open = (kind: 'bare' | 'desktop'): System => {
    const system = openSystem(kind === 'bare' ? bareSystem() : desktopSystem())
    opened.push(system)
    return system
  }
  try {
    const packages = buildPackages(payload, folder)
    for (const name of names)
      await report.check(`the group ${name} comes to its end`, () =>
        groups[name]?.({ ...report, packages, open }),
      )
  } finally {
    for (const system of opened) system.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return report.all
}
