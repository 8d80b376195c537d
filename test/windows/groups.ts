import { type Checked, openReport } from '../house/report.ts'
import { certificates } from './checks/certificates.ts'
import { files } from './checks/files.ts'
import { installer } from './checks/installer.ts'
import { msi } from './checks/msi.ts'
import { places } from './checks/places.ts'
import { registry } from './checks/registry.ts'
import { skf } from './checks/skf.ts'
import { start } from './checks/start.ts'
import { stores } from './checks/stores.ts'
import { updates } from './checks/updates.ts'
import { openStage, type Stage } from './stage.ts'
import { openWindows } from './wine.ts'

export const groups: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  start,
  certificates,
  places,
  files,
  registry,
  stores,
  skf,
  installer,
  msi,
  updates,
}

/** Runs groups of checks, each on a fresh Windows. A group that breaks off is one check that failed. */
export const runGroups = async (
  names: readonly string[],
  program: string,
  told: (one: Checked) => void,
): Promise<readonly Checked[]> => {
  const report = openReport(told)
  for (const name of names) {
    const windows = await openWindows()
    try {
      const stage = openStage(report, windows, program)
      await report.check(`the group ${name} comes to its end`, () => groups[name]?.(stage))
    } finally {
      await windows.end()
    }
  }
  return report.all
}
