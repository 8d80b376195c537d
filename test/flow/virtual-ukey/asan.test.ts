import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { createUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { build, freshHome } from './library.ts'

const built = (name: string) => fileURLToPath(new URL(`../../../build/ukey/${name}`, import.meta.url))

beforeAll(() => build('--asan'), 600_000)

it('runs clean under AddressSanitizer through every function, with bad input, faults and threads', () => {
  const { home, drop } = freshHome()
  createUkey(home, 'bob')
  const args = [built('libvirtual-ukey-asan.so'), home]
  const { status, stdout, stderr } = spawnSync(built('asan-driver'), args, {
    encoding: 'utf8',
    timeout: 60_000,
  })
  drop()
  expect(`${stdout}${stderr}`).toBe('all well\n')
  expect(status).toBe(0)
})
