import { patient, type Scene } from './renewing.ts'

// What a person does on the pages of 升级向导.

const tick = ({ page }: Scene, name: string, state: string) =>
  page
    .getByRole('list', { name: '三项办理' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByText(state)
    .waitFor(patient)

const prove = async ({ page, past, press }: Scene): Promise<void> => {
  await page.getByLabel(/^(介质口令|软证书口令)（PIN 码）$/).fill(past.pin)
  await press('登录')
}

const typePin = async ({ page, past }: Scene): Promise<void> => {
  if (past.kind !== 'soft') return page.getByLabel('Ukey 的 PIN 码').fill(past.pin)
  await page.getByLabel('新软证书的 PIN 码').fill(past.pin)
  await page.getByLabel('确认 PIN 码').fill(past.pin)
}

/** From the card of the certificate to the new certificate: the first tick. */
export const upgradeCertificate = async (scene: Scene, years: number): Promise<void> => {
  const { page, press, shows } = scene
  await page.goto(`${new URL(page.url()).origin}/#/certificates`)
  await press('升级')
  await prove(scene)
  await shows('请核对要升级的证书')
  await press('下一步')
  await page.getByRole('radio', { name: /^企业/ }).check()
  await press('下一步')
  await page.getByLabel('组织机构代码').fill('MA01DEM0-7')
  await press('下一步')
  await shows('91110108MA01DEM07K')
  await press('信息正确，下一步')
  await page.getByRole('radio', { name: new RegExp(`^${years * 12} 个月`) }).check()
  await press('下一步')
  await typePin(scene)
  await press('提交升级')
  await press('是，提交')
  await tick(scene, '证书升级', '已完成')
}

/** 印章更新: the second tick. */
export const updateSeal = async (scene: Scene): Promise<void> => {
  const { page, past, press, shows } = scene
  await shows('更新电子印章')
  await shows(past.kind === 'soft' ? /旧印章随原来的软证书留下/ : /旧印章在新印章写好并核实以后才移除/)
  await press('更新印章')
  await page.getByRole('dialog').getByLabel('PIN 码', { exact: true }).fill(past.pin)
  await page.keyboard.press('Enter')
  await shows('印章已更新，核实通过。')
  await tick(scene, '印章更新', '已完成')
  await press('下一步')
}

/** 应用开通, and the summary: the third tick. */
export const openApplications = async (scene: Scene): Promise<void> => {
  const { page, press, shows } = scene
  await page.getByRole('checkbox', { name: /^网上申报/ }).check()
  await press('开通')
  await shows('升级完成')
  await tick(scene, '应用开通', '已完成')
  await press('完成')
}
