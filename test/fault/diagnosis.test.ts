import { expect, it } from 'vitest'
import { openDiagnosisHouse } from '../house/diagnosis.ts'
it('is healthy', { timeout: 60000 }, async () => {
  const t0 = performance.now()
  const h = await openDiagnosisHouse()
  const t1 = performance.now()
  await h.diagnosis.run(null)
  const t2 = performance.now()
  console.log(t1 - t0, t2 - t1, h.house.state.current().diagnosis.steps.map((s) => `${s.id} ${s.state} ${s.milliseconds}`).join('\n'))
  const found = h.house.state.current().diagnosis.steps.flatMap((s) => s.findings)
  console.log(JSON.stringify(found, null, 1))
  await h.end()
  expect(found).toEqual([])
})
