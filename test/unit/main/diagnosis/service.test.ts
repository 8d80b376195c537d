import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { firstDiagnosis } from '../../../../src/main/diagnosis/first.ts'
import { createDiagnosis } from '../../../../src/main/diagnosis/service.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { DiagnosisState } from '../../../../src/shared/models/index.ts'
import { removeFolder, temporary } from '../../../house/issuance.ts'
import { snapshotWith } from '../../../world.ts'

const folder = temporary()
afterAll(() => removeFolder(folder))

const userFolder = join(folder, 'user')
const home = join(folder, 'home')
for (const each of [userFolder, home]) mkdirSync(each, { mode: 0o700 })

/** An assistant whose autostart entry is missing, and whose repair takes until it is let go on. */
const slowRepair = () => {
  const order: string[] = []
  let goOn = () => {}
  let state: DiagnosisState = firstDiagnosis.diagnosis
  const entry = join(userFolder, '.config/autostart/cert-assistant.desktop')
  const settings = { ...snapshotWith().settings, autostart: true }
  const world = {
    ...{ home, userFolder, root: folder, env: {}, platform: 'linux', clock: () => new Date(), log: () => {} },
    snapshot: () => {
      order.push('looked')
      return snapshotWith({ settings })
    },
    shell: {
      setAutostart: async () => {
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
        mkdirSync(join(entry, '..'), { recursive: true })
        writeFileSync(entry, `Exec="${process.execPath}"\n`)
        order.push('repaired')
      },
    },
  } as unknown as World
  const diagnosis = createDiagnosis({
    world,
    current: () => state,
    change: (after) => {
      state = after
    },
  })
  const findings = () => state.steps.flatMap((step) => step.findings)
  return { diagnosis, order, findings, goOn: () => goOn(), repairing: () => state.repairing }
}

it('looks at nothing while something is repaired, and one repair excludes another', async () => {
  const { diagnosis, order, findings, goOn } = slowRepair()
  await diagnosis.check(['autostart'])
  const key = findings()[0]?.key ?? ''
  const repaired = diagnosis.repair(key)
  order.length = 0
  const checked = diagnosis.check(['autostart'])
  await expect(diagnosis.repair(key)).rejects.toMatchObject({ code: 'busy-with-other' })
  expect(order).toEqual([])
  goOn()
  await repaired
  await checked
  expect(order[0]).toBe('repaired')
  expect(findings()).toEqual([])
})
