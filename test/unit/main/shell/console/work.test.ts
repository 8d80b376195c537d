import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Given } from '../../../../../src/main/shell/console/signing/arguments.ts'
import type { Desk } from '../../../../../src/main/shell/console/signing/desk.ts'
import { worked } from '../../../../../src/main/shell/console/signing/work.ts'
import type { DocumentState } from '../../../../../src/shared/documents/model.ts'
import { pair, ukey } from '../../../../world.ts'

const signed: DocumentState = { is: 'done', result: { kind: 'signed', output: '/o' } }
const failed: DocumentState = { is: 'failed', error: { code: 'document-gone', params: {} } }
const listed: DocumentState = { is: 'listed' }
const tokens = [
  ukey({ id: 'ukey-1', label: '公司', pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 9 })] }),
]
const signer = { with: '公司' }
const given = (change: Partial<Given> = signer): Given => ({
  ...{ command: 'sign', files: ['a', 'b'], json: true, descriptor: null },
  ...change,
})

type Plan = {
  /** What becomes of each file; `refused` is not taken. */
  readonly files?: Readonly<Record<string, DocumentState | 'refused'>>
  readonly ends?: 'ended' | 'held'
  /** How often the job is looked at before it ends. */
  readonly looks?: number
}

/** The desk of a command whose assistant is played by the test. */
const desk = ({ files = { a: signed, b: signed }, ends = 'ended', looks = 0 }: Plan = {}) => {
  const [out, log]: [string[], unknown[]] = [[], []]
  let left = looks
  const nameOf = (path: string) => path.split('/').at(-1) ?? ''
  const views = () =>
    Object.entries(files).flatMap(([id, state]) => (state === 'refused' ? [] : [{ id, state }]))
  const job = () => {
    left -= 1
    return { state: { is: left >= 0 ? 'working' : ends } }
  }
  const client = {
    documents: {
      add: async ({ paths: [path = ''] }: { readonly paths: readonly string[] }) => {
        log.push(['add', path])
        const isRefused = files[nameOf(path)] === 'refused'
        const error = { code: 'document-gone', params: {} }
        return { added: isRefused ? [] : [nameOf(path)], refused: isRefused ? [{ path, error }] : [] }
      },
      start: async (job: object) => void log.push(['start', job]),
      cancel: async () => void log.push(['cancel']),
      recipients: async () => [{ id: 'r1', holder: '王芳', obstacle: null }],
    },
  }
  const state = {
    current: () => ({ tokens, documents: views(), documentJob: job() }),
    subscribe: () => () => void log.push(['stop']),
  }
  const terminal = { out: (text: string) => out.push(text), language: 'en' }
  const made = { application: { state }, client, terminal } as unknown as Desk
  const run = (change?: Partial<Given>) => worked(made, given(change))
  const told = () => JSON.parse(out.join('')).files.map((one: { readonly state: string }) => one.state)
  return { run, out, log, told }
}
const certificateId = 'c1-s'

describe('the work of a command', () => {
  it.each<[Partial<Given>, object]>([
    [signer, { kind: 'sign', certificateId, as: { form: 'message', content: 'detached' } }],
    [
      { ...signer, attached: false },
      { kind: 'sign', certificateId, as: { form: 'message', content: 'detached' } },
    ],
    [
      { ...signer, attached: true },
      { kind: 'sign', certificateId, as: { form: 'message', content: 'attached' } },
    ],
    [{ command: 'decrypt' }, { kind: 'decrypt' }],
    [
      { command: 'encrypt', to: ['王芳'] },
      { kind: 'encrypt', recipients: ['r1'], signer: null },
    ],
    [
      { command: 'encrypt', ...signer, to: ['r1'] },
      { kind: 'encrypt', recipients: ['r1'], signer: certificateId },
    ],
    [{ command: 'encrypt' }, { kind: 'encrypt', recipients: [], signer: null }],
  ])('for %j is %j', async (change, work) => {
    const { run, log } = desk()
    expect(await run(change)).toBe(0)
    expect(log).toEqual([
      ...[
        ['add', resolve('a')],
        ['add', resolve('b')],
      ],
      ...[['start', { fileIds: ['a', 'b'], work }], ['stop']],
    ])
  })

  it('is none for somebody who is not here', async () => {
    const { run, log } = desk()
    await expect(run({ with: 'nobody' })).rejects.toMatchObject({ name: 'NotOne' })
    expect(log).toEqual([])
  })
})

describe('a command ends', () => {
  it.each<[string, Plan, number, readonly string[]]>([
    ['well', {}, 0, ['done', 'done']],
    ['well, however long it takes', { looks: 3 }, 0, ['done', 'done']],
    ['with a file that failed', { files: { a: failed, b: signed } }, 1, ['failed', 'done']],
    ['with a file that was not taken', { files: { a: 'refused', b: signed } }, 1, ['done', 'failed']],
    ['with no file that was taken', { files: { a: 'refused', b: 'refused' } }, 1, ['failed', 'failed']],
    ['with a file that was not done', { files: { a: listed, b: failed } }, 3, ['not-done', 'failed']],
    ['held', { ends: 'held' }, 3, ['done', 'done']],
  ])('%s', async (_, plan, code, states) => {
    const { run, told, log } = desk(plan)
    expect([await run(), told()]).toEqual([code, states])
    expect(log.some((one) => Array.isArray(one) && one[0] === 'cancel')).toBe(plan.ends === 'held')
  })

  it('without beginning anything if no file was taken', async () => {
    const { run, log } = desk({ files: { a: 'refused', b: 'refused' } })
    await run()
    expect(log).toEqual([
      ['add', resolve('a')],
      ['add', resolve('b')],
    ])
  })

  it('with lines for a person, unless a program asks', async () => {
    const { run, out } = desk()
    await run({ ...signer, json: false })
    expect(out.join('')).toBe(`${resolve('a')}: /o\n${resolve('b')}: /o\n`)
  })
})
