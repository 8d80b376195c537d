import { type DiagnosisHouse, openDiagnosisHouse } from '../house/diagnosis.ts'
import { carryOut, type Ran } from './diagnosis/carry-out.ts'
import { driverFaults, openDriverStage } from './diagnosis/drivers.ts'
import type { Fault } from './diagnosis/fault.ts'
import { fileFaults } from './diagnosis/files-and-folders.ts'
import { lastFaults, networkFaults, slowFaults } from './diagnosis/network-and-clock.ts'
import { serviceFaults } from './diagnosis/service-and-browsers.ts'
import { businessFaults, rehearsals, tokenFaults } from './diagnosis/tokens-and-certificates.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- diagnosis: every fault that the system check knows is made for real, found, named and repaired.

export { openDiagnosisHouse } from '../house/diagnosis.ts'

/** Faults of the same kind are found in the same way, so each of these is a fault of its own. */
export const allFaults: readonly Fault[] = [
  ...fileFaults,
  ...networkFaults,
  ...serviceFaults,
  ...tokenFaults,
  ...businessFaults,
  ...slowFaults,
  ...lastFaults,
]

const fewOfTokens: readonly string[] = ['pin-locked', 'certificate-half', 'chain-broken']

/** The quick ones, for `npm test`: they need neither a broken library nor another issuance. */
export const slice: readonly Fault[] = [
  ...fileFaults,
  ...networkFaults,
  ...serviceFaults,
  ...tokenFaults.filter(({ finds }) => fewOfTokens.includes(finds)),
]

const healthy = async (stage: DiagnosisHouse): Promise<Ran> => {
  await stage.diagnosis.run(null)
  const findings = stage.house.state.current().diagnosis.steps.flatMap((step) => step.findings)
  return {
    name: 'a healthy computer',
    skipped: null,
    problems: findings.map((one) => `has the finding ${one.key}`),
  }
}

export const carryOutAll = async (say: (line: string) => void): Promise<readonly Ran[]> => {
  const stage = await openDiagnosisHouse()
  try {
    const drivers = openDriverStage(stage)
    return [
      await healthy(stage),
      ...(await carryOut(drivers, driverFaults, say)),
      ...(await rehearsals(stage)),
      ...(await carryOut(stage, allFaults, say)),
      await healthy(stage),
    ]
  } finally {
    await stage.end()
  }
}

export const fault = async (_: FaultOptions): Promise<FaultReport> => {
  const ran = await carryOutAll((line) => console.log(line))
  const broken = ran.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))
  const skipped = ran.filter((one) => one.skipped !== null).length
  return {
    summary: `${ran.length - skipped} faults, ${skipped} skipped, ${broken.length} promises broken`,
    broken,
  }
}
