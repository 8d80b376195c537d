import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { Scene } from './scene.ts'
import { demo, longCompany, signedIn, snapshotWith } from './world.ts'

const pasted = `登录名:nmg_haila_2021
申请人名称:${longCompany}`

export const loginScenes: readonly Scene[] = [
  { name: 'login', hash: '#/login', state: snapshotWith({ issuer: demo }) },
  {
    name: 'login-pasted',
    hash: '#/login',
    state: snapshotWith(),
    act: async (page) => {
      await page.evaluate((text) => {
        const data = new DataTransfer()
        data.setData('text', text)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      }, pasted)
      await page.getByLabel(/^验证码$|^Verification code$/).fill('K7W4')
    },
  },
  {
    name: 'login-missing',
    hash: '#/login',
    state: snapshotWith(),
    act: async (page) => page.getByRole('button', { name: /^登录$|^Log in$/ }).click(),
  },
  {
    name: 'login-refused',
    hash: '#/login',
    state: snapshotWith(),
    services: {
      account: {
        login: async () => {
          throw new AssistantError('applicant-name-wrong', { triesLeft: 4 })
        },
      },
    },
    act: async (page) => {
      await page.getByLabel(/^用户名$|^User name$/).fill('nmg_haila_2021')
      await page.getByLabel(/^申请人名称$|^Applicant name$/).fill(longCompany.slice(0, -4))
      await page.getByLabel(/^验证码$|^Verification code$/).fill('K7W4')
      await page.getByRole('button', { name: /^登录$|^Log in$/ }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'login-done', hash: '#/login', state: snapshotWith({ account: signedIn }) },
]
