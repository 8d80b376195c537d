import { AssistantError } from '../../../src/shared/errors/index.ts'
import { codeWanted, demo, longCompany, signedIn, snapshotWith } from '../../world.ts'
import type { Scene } from './scene.ts'

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
  {
    name: 'login-code',
    hash: '#/login',
    state: snapshotWith({
      account: codeWanted({
        sent: {
          channel: 'sms',
          masked: '138****1234',
          againAt: '2026-11-20T02:20:42.000Z',
        },
      }),
    }),
    act: async (page) => page.getByLabel(/^验证码$|^Code$/).fill('４１7'),
  },
  {
    name: 'login-code-wrong',
    hash: '#/login',
    state: snapshotWith({ account: codeWanted() }),
    services: {
      account: {
        enterCode: async () => {
          throw new AssistantError('login-code-wrong', { triesLeft: 4 })
        },
      },
    },
    act: async (page) => {
      await page.getByLabel(/^验证码$|^Code$/).fill('417320')
      await page.getByRole('button', { name: /^登录$|^Log in$/ }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'login-code-unsent',
    hash: '#/login',
    state: snapshotWith({
      account: codeWanted({ sent: null, problem: { code: 'login-codes-used-up', params: { minutes: 42 } } }),
    }),
  },
  {
    name: 'login-code-no-address',
    hash: '#/login',
    state: snapshotWith({ account: codeWanted({ channels: [], sent: null }) }),
  },
  {
    name: 'login-names-wrong',
    hash: '#/login',
    state: snapshotWith(),
    services: {
      account: {
        login: async () => {
          throw new AssistantError('login-names-wrong', { triesLeft: 4 })
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
  { name: 'issue-code', hash: '#/issue', state: snapshotWith({ account: codeWanted() }) },
  { name: 'login-done', hash: '#/login', state: snapshotWith({ account: signedIn }) },
]
