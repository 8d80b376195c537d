import { it } from 'vitest'
import { AssistantError } from '../../src/shared/errors/index.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()
const address = 'http://127.0.0.1:4567/pay/#/order/1'

it('打开支付页面 gives the address to copy where no browser could be opened', async () => {
  const page = await stage.show({
    ...sceneNamed('wait-payment'),
    services: {
      orders: {
        openPayment: async () => {
          throw new AssistantError('nothing-opens', { target: address })
        },
      },
    },
  })
  await page.getByRole('button', { name: '打开支付页面' }).click()
  const note = page.getByRole('alert').filter({ hasText: '没有程序能打开' })
  await note.getByText(address).first().waitFor()
  await note.getByRole('button', { name: `复制 ${address}` }).click()
  await note.getByText('已复制').waitFor()
})

it('用系统查看器打开 gives the path to copy where no program opens certificates', async () => {
  const path = '/tmp/certificate-a1/证书.cer'
  const page = await stage.show({
    ...sceneNamed('certificate-signing'),
    services: {
      certificates: {
        openInSystem: async () => {
          throw new AssistantError('nothing-opens', { target: path })
        },
      },
    },
  })
  await page.getByRole('button', { name: '用系统查看器打开' }).click()
  const note = page.getByRole('alert').filter({ hasText: '没有程序能打开' })
  await note.getByRole('button', { name: `复制 ${path}` }).waitFor()
})
