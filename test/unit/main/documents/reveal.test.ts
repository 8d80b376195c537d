import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createDocumentList } from '../../../../src/main/documents/document-list.ts'
import { createDocuments, type DocumentsParts } from '../../../../src/main/documents/documents-service.ts'
import { takePaths } from '../../../../src/main/documents/intake.ts'

const top = mkdtempSync(join(tmpdir(), 'reveal-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

it('shows the folder of the result, else that of the file, and says so if that is gone too', async () => {
  const opened: string[] = []
  const shell = { chooseFiles: null, openPath: async (path: string) => void opened.push(path) }
  const list = createDocumentList(() => {})
  const documents = createDocuments({ list, shell, recipients: {}, roots: {}, jobs: {} } as DocumentsParts)
  const [sources, results] = [join(top, 'sources'), join(top, 'results')]
  for (const folder of [sources, results]) mkdirSync(folder)
  const [path, output] = [join(sources, 'a.txt'), join(results, 'a.txt.p7s')]
  for (const file of [path, output]) writeFileSync(file, 'a')
  const [fileId = ''] = (await takePaths(list, [path], () => {})).added
  await documents.reveal({ fileId })
  list.state(fileId, { is: 'done', result: { kind: 'signed', output } })
  await documents.reveal({ fileId })
  rmSync(output)
  await documents.reveal({ fileId })
  expect(opened).toEqual([sources, results, sources])
  rmSync(sources, { recursive: true })
  await expect(documents.reveal({ fileId })).rejects.toMatchObject({ code: 'document-gone' })
  expect(opened).toHaveLength(3)
})
