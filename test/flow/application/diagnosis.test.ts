import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'

let house: ApplicationHouse
beforeAll(async () => {
  house = await openApplication(async () => {})
}, 60_000)
afterAll(() => house?.stop())

const isDone = ({ diagnosis }: ReturnType<ApplicationHouse['snapshot']>) => diagnosis.state === 'done'

describe('系统检测 in the whole application', () => {
  it('is started by the tray, and its page comes forward', { timeout: 60_000 }, async () => {
    await house.until(({ settled }) => settled)
    await house.client.tray.choose({ item: 'diagnosis' })
    const { diagnosis, navigation } = await house.until(isDone)
    expect(navigation.place).toEqual({ page: 'diagnosis', step: null })
    // This house has no build, so there is nothing to compare its files with.
    const kinds = diagnosis.steps.flatMap(({ findings }) =>
      findings.map(({ said }) => (said.by === 'step' ? said.kind : said.report.code)),
    )
    expect(kinds).toContain('file-list-missing')
    expect(diagnosis.steps.every(({ state }) => state !== 'waiting' && state !== 'running')).toBe(true)
  })

  it('refuses to repair or to take back what is not there', async () => {
    const refused = { data: { code: 'not-found' } }
    await expect(house.client.diagnosis.repair({ key: 'end-process 1' })).rejects.toMatchObject(refused)
    await expect(house.client.diagnosis.undo({ id: 'u1' })).rejects.toMatchObject(refused)
    expect(house.snapshot().diagnosis.repairing).toBeNull()
  })

  it('refuses a finding that offers no repair', async () => {
    const { steps } = house.snapshot().diagnosis
    const key = steps.flatMap(({ findings }) => findings).find(({ repair }) => repair === null)?.key ?? ''
    await expect(house.client.diagnosis.repair({ key })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })

  it('gives the report to the window as text and as a page', async () => {
    const read = async (form: 'text' | 'html') =>
      Buffer.from((await house.client.diagnosis.report({ form })).base64, 'base64').toString()
    expect(await read('text')).toContain('没有程序文件清单')
    expect(await read('html')).toMatch(/^<!doctype html>/)
  })

  it('answers two runs at once with one', { timeout: 60_000 }, async () => {
    await Promise.all([
      house.client.diagnosis.run({ first: 'disk' }),
      house.client.diagnosis.run({ first: null }),
    ])
    expect((await house.until(isDone)).diagnosis.first).toBe('disk')
  })
})
