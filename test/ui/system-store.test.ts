import { expect, it } from 'vitest'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

it('the setting that imports the certificate says why nothing is imported', async () => {
  const page = await stage.show({
    ...sceneNamed('settings-general'),
    services: {
      certificateStore: {
        finding: () => ({
          ...{ state: 'absent', store: 'NSS', registered: 0, verified: true },
          report: { code: 'certificate-store-absent', params: { tool: 'libnss3-tools' } },
        }),
      },
    },
  })
  await page.getByText('没有系统证书库').waitFor()
  await page.getByText('请安装 libnss3-tools').waitFor()
  const calm = await stage.show(sceneNamed('settings-general'))
  await calm.getByText('已登记 1 张').waitFor()
  expect(await calm.getByText('没有系统证书库').count()).toBe(0)
})
