import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileList } from '../../../src/main/diagnosis/steps/files.ts'
import { builtFile } from '../../built.ts'

const root = join(import.meta.dirname, '../../..')
const packer = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

/** Parts of the build that the installers leave out. */
const leftOut = [...packer.matchAll(/^ {2}- "!out\/([^"]+)"$/gm)].map(([, name]) => name ?? '')

describe('the list of program files', () => {
  const read = () => fileList.parse(JSON.parse(readFileSync(builtFile('files.json'), 'utf8')))

  it('names the entries of the program and its pages', () => {
    const names = Object.keys(read().files)
    expect(names).toContain('main/index.js')
    expect(names).toContain('main/token-host.js')
    expect(names).toContain('renderer/index.html')
  })

  it('names nothing that an installed product lacks', () => {
    expect(leftOut.length).toBeGreaterThan(2)
    const names = Object.keys(read().files)
    const lacking = names.filter((name) =>
      leftOut.some((part) => name === part || name.startsWith(`${part}/`)),
    )
    expect(lacking).toEqual([])
    expect(names.filter((name) => !existsSync(builtFile(name)))).toEqual([])
  })

  it('has the version of the product', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(read().version).toBe(version)
  })
})
