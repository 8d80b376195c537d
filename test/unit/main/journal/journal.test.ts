import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openJournal } from '../../../../src/main/journal/index.ts'

const schema = z.object({ step: z.string(), found: z.string().optional() })
const clock = () => new Date('2026-11-20T08:00:00Z')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = () => openJournal({ folder, business: 'issue', schema, clock })
const pathOf = (id: string) => join(folder, `issue.${id}.journal`)

const threeSteps = async (id: string) => {
  const file = await opened().create(id, { step: 'request' })
  await file.append({ step: 'keypair', found: '密钥 1' })
  await file.append({ step: 'csr' })
  return file
}

const only = async () => {
  const { files, damaged } = await opened().unfinished()
  return { steps: files.map((file) => file.records().map((record) => record.step)), damaged }
}

describe('a journal', () => {
  it('gives back after a restart what was appended, in order', async () => {
    await threeSteps('one')
    const { files } = await opened().unfinished()
    expect(files[0]?.id).toBe('one')
    expect(files[0]?.records()).toEqual([
      { step: 'request' },
      { step: 'keypair', found: '密钥 1' },
      { step: 'csr' },
    ])
  })

  it('keeps the order of appends that were requested at once', async () => {
    const file = await opened().create('one', { step: 'request' })
    await Promise.all(['a', 'b', 'c', 'd'].map((step) => file.append({ step })))
    expect((await only()).steps).toEqual([['request', 'a', 'b', 'c', 'd']])
  })

  it('leaves out a last record that was torn off at any byte, and goes on after it', async () => {
    await threeSteps('one')
    const whole = readFileSync(pathOf('one'))
    const before = whole.lastIndexOf(10, whole.length - 2) + 1
    for (let cut = before; cut < whole.length; cut++) {
      writeFileSync(pathOf('one'), whole.subarray(0, cut))
      const { files } = await opened().unfinished()
      const file = files[0]
      expect(file?.records()).toHaveLength(2)
      await file?.append({ step: 'again' })
      expect((await only()).steps).toEqual([['request', 'keypair', 'again']])
    }
  })

  it('leaves out a tail of zeros, as a lost power supply can leave one', async () => {
    await threeSteps('one')
    appendFileSync(pathOf('one'), Buffer.alloc(4096))
    expect(await only()).toEqual({ steps: [['request', 'keypair', 'csr']], damaged: [] })
  })

  it('sets a file aside when any byte before its last record was changed, and never believes it', async () => {
    await threeSteps('one')
    const whole = readFileSync(pathOf('one'))
    const last = whole.lastIndexOf(10, whole.length - 2)
    await fc.assert(
      fc.asyncProperty(fc.nat(last - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ flip
        writeFileSync(pathOf('one'), changed)
        const { steps, damaged } = await only()
        expect(steps).toEqual([])
        expect(damaged).toHaveLength(1)
        expect(readdirSync(folder)).toContain(damaged[0])
        expect(readFileSync(join(folder, damaged[0] ?? ''))).toEqual(changed)
      }),
      { numRuns: 100 },
    )
  })

  it('sets a file aside when a record in the middle is missing', async () => {
    await threeSteps('one')
    const [first, , third] = readFileSync(pathOf('one'), 'utf8').split('\n')
    writeFileSync(pathOf('one'), `${first}\n${third}\n\n`)
    expect((await only()).damaged).toHaveLength(1)
  })

  it('sets a file aside when its records are of another shape', async () => {
    const other = openJournal({ folder, business: 'issue', schema: z.object({ shape: z.int() }), clock })
    await other.create('one', { shape: 9 })
    expect(await only()).toEqual({
      steps: [],
      damaged: ['issue.one.journal.2026-11-20T08-00-00-000Z.damaged'],
    })
  })

  it('does not see the journals of another business or of the finished ones', async () => {
    const file = await threeSteps('one')
    await openJournal({ folder, business: 'renew', schema, clock }).create('two', { step: 'request' })
    await file.close()
    expect(await only()).toEqual({ steps: [], damaged: [] })
    expect(readdirSync(join(folder, 'finished'))).toEqual(['issue.one.journal'])
  })

  it('clears away the beginning of a file that was being made when the process was killed', async () => {
    await threeSteps('one')
    writeFileSync(`${pathOf('two')}.0123456789ab.tmp`, 'half a rec')
    expect(await only()).toEqual({ steps: [['request', 'keypair', 'csr']], damaged: [] })
    expect(readdirSync(folder).sort()).toEqual(['finished', 'issue.one.journal'])
  })

  it('says that the disk is full and loses nothing of what was there', async () => {
    const file = await threeSteps('one')
    renameSync(pathOf('one'), `${pathOf('one')}.kept`)
    symlinkSync('/dev/full', pathOf('one'))
    await expect(file.append({ step: 'submit' })).rejects.toMatchObject({ code: 'disk-full' })
    rmSync(pathOf('one'))
    renameSync(`${pathOf('one')}.kept`, pathOf('one'))
    expect(file.records()).toHaveLength(3)
    await file.append({ step: 'submit' })
    expect((await only()).steps).toEqual([['request', 'keypair', 'csr', 'submit']])
  })

  it('does not go on in an empty file when its own was taken away', async () => {
    const file = await threeSteps('one')
    rmSync(pathOf('one'))
    await expect(file.append({ step: 'submit' })).rejects.toMatchObject({ code: 'folder-not-writable' })
    expect(readdirSync(folder)).toEqual(['finished'])
  })

  it('can be read only by its owner', async () => {
    await threeSteps('one')
    expect(statSync(pathOf('one')).mode & 0o077).toBe(0)
  })
})
