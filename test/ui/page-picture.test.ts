import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sample, samplesOf, sampleTrust } from '../unit/documents/samples.ts'
import { drawn, openPageStage, shownDocument } from './page-picture/page-stage.ts'

const stage = openPageStage()
const folder = '/tmp/shots'
mkdirSync(folder, { recursive: true })
it.each([...samplesOf('ofd-example').map(n=>['ofd-example',n] as const), ...samplesOf('pdf').map(n=>['pdf',n] as const)])('%s %s', async (set, name) => {
  const page = await stage.show(shownDocument(sample(set, name), sampleTrust))
  await drawn(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  expect(stage.complaints()).toEqual([])
})
