import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunningRa } from '../../../src/ra/server.ts'
import { given, type House, openHouse, openRa, removeFolder, temporary } from '../../house/issuance.ts'

const raFolder = temporary()
let ra: RunningRa
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

let home = ''
let house: House
beforeEach(async () => {
  home = temporary()
  house = await openHouse({ home, address: ra.url })
})
afterEach(async () => {
  await house.stop()
  removeFolder(home)
})

const file = () => join(home, 'authorities', 'demo.json')

/** The text as if one bit on the disk had changed: still JSON, still certificates. */
const oneLetterChanged = (text: string): string => {
  const { certificates } = JSON.parse(text)
  const root: string = certificates.at(-1)
  const middle = root.length - 40
  const other = root[middle] === 'A' ? 'B' : 'A'
  return text.replace(root, `${root.slice(0, middle)}${other}${root.slice(middle + 1)}`)
}

const damages: Readonly<Record<string, () => void>> = {
  'is empty': () => writeFileSync(file(), ''),
  'was torn': () => writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, 700)),
  'has one wrong letter': () => writeFileSync(file(), oneLetterChanged(readFileSync(file(), 'utf8'))),
  'has no certificate any more': () =>
    writeFileSync(file(), JSON.stringify({ format: 1, certificates: [], crlUrl: '', ocspUrl: '' })),
  'is a folder now': () => {
    rmSync(file())
    mkdirSync(file())
  },
  'has a file where its folder was': () => {
    rmSync(join(home, 'authorities'), { recursive: true })
    writeFileSync(join(home, 'authorities'), '')
  },
}

describe('what was kept of the authority', () => {
  it.each(Object.keys(damages))('that %s costs no issuance', async (damage) => {
    await house.login()
    await house.authority.check()
    expect(statSync(file()).mode & 0o077).toBe(0)
    await house.stop()
    damages[damage]?.()
    house = await openHouse({ home, address: ra.url })
    const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given('135246') })
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done', error: null })
    expect(house.authority.chain()).toHaveLength(2)
  })
})
