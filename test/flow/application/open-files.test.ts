import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'

let house: ApplicationHouse
beforeAll(async () => {
  house = await openApplication(async () => {})
  await house.until(() => true)
})
afterAll(() => house.stop())

describe('files that the system gives the assistant to open', () => {
  it('are listed, and the window goes to their page', async () => {
    const path = join(house.home, '合同.txt')
    writeFileSync(path, 'content')
    const { sequence } = house.snapshot().navigation
    // Nothing was given, so nobody is sent anywhere.
    house.openFiles([])
    house.openFiles([path])
    const { navigation, documents } = await house.until((now) => now.documents.length > 0)
    expect(navigation).toEqual({ sequence: sequence + 1, place: { page: 'documents' } })
    expect(documents.map(({ name }) => name)).toEqual(['合同.txt'])
  })
})
