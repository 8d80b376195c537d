import type { SoftFile } from '../../../../src/native/soft/soft-file.ts'

const box = {
  iv: Buffer.alloc(12).toString('base64'),
  tag: Buffer.alloc(16).toString('base64'),
  text: 'AQID',
}

/** The content of a soft-token file that nobody can open. */
export const softFileOf = (change: Partial<SoftFile> = {}): SoftFile => ({
  format: 'cert-assistant-soft-token',
  version: 2,
  serial: '00000000000000A1',
  label: '张三',
  createdAt: '2026-01-02T03:04:05.000Z',
  pin: {
    triesLeft: 10,
    lock: { kdf: { N: 1024, r: 8, p: 1 }, salt: 'AQID', check: 'AQID', key: box },
  },
  unlocks: [],
  machineMark: null,
  secrets: box,
  keys: [],
  certificates: [],
  ...change,
})
