import koffi, { type LibraryHandle } from 'koffi'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type * as registry from '../../../../src/main/policies/policy-registry.ts'

// The registry of Windows, played by the test. The module takes koffi when it is loaded, so it is loaded once more here.

type Value = readonly [name: string, type: number, data: Buffer]
type Plan = { readonly opens?: number; readonly values?: readonly Value[]; readonly fails?: number }

const keys: Record<string, Plan> = {}
const asked: (readonly unknown[])[] = []
const declared: (readonly unknown[])[] = []
const handles: Plan[] = []
const load = koffi.load
const [number, text, expandable] = [4, 1, 2]
const words = (value: string): Buffer => Buffer.from(`${value}\0`, 'utf16le')
const figure = (value: number): Buffer => {
  const data = Buffer.alloc(4)
  data.writeUInt32LE(value)
  return data
}

const open = (hive: number, path: string, options: number, rights: number, handle: Buffer): number => {
  asked.push(['open', hive, path, options, rights])
  const plan = keys[`${hive} ${path}`]
  if (plan === undefined) return 2
  handle.writeBigInt64LE(BigInt(handles.push(plan)))
  return plan.opens ?? 0
}
const value = (
  key: bigint,
  at: number,
  name: Buffer,
  nameSize: Buffer,
  _: null,
  type: Buffer,
  data: Buffer,
  dataSize: Buffer,
): number => {
  const plan = handles[Number(key) - 1]
  expect([name.length, nameSize.readUInt32LE(), data.length, dataSize.readUInt32LE()]).toEqual([
    ...[32_768, 16_384, 65_536, 65_536],
  ])
  const found = plan?.values?.[at]
  if (found === undefined) return plan?.fails ?? 259
  const [named, kind, bytes] = found
  name.write(named, 'utf16le')
  nameSize.writeUInt32LE(named.length)
  if (bytes.length > data.length) return 234
  type.writeUInt32LE(kind)
  bytes.copy(data)
  dataSize.writeUInt32LE(bytes.length)
  return 0
}
const calls: Readonly<Record<string, unknown>> = {
  RegOpenKeyExW: open,
  RegEnumValueW: value,
  RegCloseKey: (key: bigint) => asked.push(['close', Number(key)]),
}
const advapi32 = {
  func: (convention: string, name: string, result: string, parameters: readonly unknown[]) => {
    declared.push([convention, name, result, parameters.length])
    return calls[name]
  },
} as unknown as LibraryHandle

let read: typeof registry.readPolicyRegistry
const systemBefore = Object.getOwnPropertyDescriptor(process, 'platform') ?? {}
beforeAll(async () => {
  Object.assign(koffi, { load: (name: string) => (name === 'advapi32.dll' ? advapi32 : load(name)) })
  Object.defineProperty(process, 'platform', { ...systemBefore, value: 'win32' })
  const path = '../../../../src/main/policies/policy-registry.ts?windows'
  try {
    read = ((await import(/* @vite-ignore */ path)) as typeof registry).readPolicyRegistry
  } finally {
    Object.defineProperty(process, 'platform', systemBefore)
  }
})
afterAll(() => void Object.assign(koffi, { load }))
beforeEach(() => {
  for (const key of Object.keys(keys)) delete keys[key]
  for (const all of [asked, declared, handles]) all.splice(0)
})

const [machine, person] = [0x8000_0002 | 0, 0x8000_0001 | 0]
const ours = 'Software\\Policies\\CertAssistant'
const put = (plan: Plan, hive = machine, below = ''): void => {
  keys[`${hive} ${ours}${below}`] = plan
}
const valuesOf = (...values: readonly Value[]) => {
  put({ values })
  return read('HKLM')
}

describe('the policies in the registry of Windows', () => {
  it('are absent if there is no key', () => {
    expect(read('HKLM')).toEqual({ kind: 'absent' })
    expect(asked).toEqual([['open', machine, ours, 0, 0x2_0019]])
    expect(declared).toEqual([
      ['__stdcall', 'RegOpenKeyExW', 'int32', 5],
      ['__stdcall', 'RegEnumValueW', 'int32', 8],
      ['__stdcall', 'RegCloseKey', 'int32', 1],
    ])
  })

  it('are those of the computer or of the person', () => {
    put({ values: [['Proxy', text, words('none')]] }, machine)
    put({ values: [['Proxy', text, words('system')]] }, person)
    expect([read('HKLM'), read('HKCU')]).toEqual([
      { kind: 'read', values: { Proxy: 'none' } },
      { kind: 'read', values: { Proxy: 'system' } },
    ])
  })

  it.each<[string, number, Buffer, unknown]>([
    ['a text', text, words('合同'), '合同'],
    ['a text without an end', text, Buffer.from('ab', 'utf16le'), 'ab'],
    ['a text with several ends', text, words('ab\0\0'), 'ab'],
    ['a text that a variable is in', expandable, words('%A%'), '%A%'],
    ['a number', number, figure(1), 1],
    ['a large number', number, figure(0xffff_ffff), 0xffff_ffff],
    ['a number of another length', number, Buffer.alloc(8), null],
    ['bytes', 3, figure(1), null],
    ['several texts', 7, words('a'), null],
    ['what is longer than any policy', text, Buffer.alloc(65_537), null],
    ['a text as long as may be', text, Buffer.alloc(65_536, 'a\0'), 'a'.repeat(32_768)],
  ])('may be %s', (_, type, data, found) => {
    expect(valuesOf(['IssuerId', type, data])).toEqual({ kind: 'read', values: { IssuerId: found } })
  })

  it('have our names, however they are written; others stay as they are', () => {
    const one = figure(1)
    expect(
      valuesOf(
        ['autostart', number, one],
        ['AUTOUPDATE', number, one],
        ['Other', number, one],
        ['合同', number, one],
      ),
    ).toEqual({ kind: 'read', values: { Autostart: 1, AutoUpdate: 1, Other: 1, 合同: 1 } })
  })

  it('have lists in keys of their own', () => {
    put({ values: [['Autostart', number, figure(0)]] })
    put(
      {
        values: [
          ['1', text, words('https://a.cn')],
          ['2', text, words('https://b.cn')],
        ],
      },
      machine,
      '\\AllowedSites',
    )
    expect(read('HKLM')).toEqual({
      ...{ kind: 'read', values: { Autostart: 0, AllowedSites: ['https://a.cn', 'https://b.cn'] } },
    })
    const opened = asked.filter(([what]) => what === 'open').map(([, , path]) => path)
    expect(opened).toEqual([ours, `${ours}\\AllowedSites`])
    expect(asked.filter(([what]) => what === 'close')).toEqual([
      ['close', 1],
      ['close', 2],
    ])
  })

  it('may be none', () => {
    expect(valuesOf()).toEqual({ kind: 'read', values: {} })
  })
})

describe('the policies cannot be read', () => {
  it('if the key does not open', () => {
    put({ opens: 5 })
    expect(read('HKLM')).toEqual({ kind: 'unreadable' })
    expect(asked).toHaveLength(1)
  })

  it('if a value cannot be read, and the key is closed', () => {
    put({ fails: 5, values: [['Proxy', text, words('none')]] })
    expect(read('HKLM')).toEqual({ kind: 'unreadable' })
    expect(asked.at(-1)).toEqual(['close', 1])
  })

  it('if the key of a list does not open', () => {
    put({})
    put({ opens: 5 }, machine, '\\AllowedSites')
    expect(read('HKLM')).toEqual({ kind: 'unreadable' })
  })
})
