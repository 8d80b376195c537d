import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFileWorker } from '../../../src/main/documents/file-work/file-worker.ts'
import { entryFile, nodeFork } from '../../../src/main/shell/node-fork.ts'
import { freshRoot } from '../../unit/pki/authority.ts'

it('the processes that read files end when their application is gone, also while their channel is open', async () => {
  const application = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(application, 'exit')
  const processes = (['document-worker', 'drawing-worker'] as const).map((entry) =>
    fork(entryFile('', entry), [String(application.pid)], { stdio: 'ignore' }),
  )
  try {
    const ends = await Promise.all(processes.map((one) => once(one, 'exit')))
    expect(ends).toEqual([
      [null, 'SIGKILL'],
      [null, 'SIGKILL'],
    ])
  } finally {
    for (const one of processes) one.kill('SIGKILL')
  }
})

it('a long file says how far it is four times a second at most, so that windows are left in peace', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'))
  const path = join(folder, '长.bin')
  writeFileSync(path, '')
  truncateSync(path, 32 * 1024 * 1024)
  const worker = createFileWorker(nodeFork(''))
  const nothing = async (): Promise<never> => {
    throw new Error('nothing is signed here')
  }
  const signer = { certificate: freshRoot().certificate.raw, chain: [] }
  const task = { kind: 'sign', path, content: 'detached', companion: null, signer, at: new Date() } as const
  const told: number[] = []
  const before = performance.now()
  try {
    const grants = { sign: nothing, openKey: nothing, openPart: nothing }
    await worker
      .run(task, grants, (percent) => told.push(percent), new AbortController().signal)
      .catch(() => undefined)
    expect(told.length).toBeLessThanOrEqual((performance.now() - before) / 250)
    expect(told).toEqual(told.toSorted((one, other) => one - other))
  } finally {
    worker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
