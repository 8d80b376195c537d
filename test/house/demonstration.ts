import { setTimeout as pause } from 'node:timers/promises'
import type { ContractClient } from '../ui/contract-client.ts'

/** The demonstration authority, its holder, and the captcha that an assistant started with `--captcha-answer` takes. */
export const issuerId = 'demo'
export const holder = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const
export const captchaAnswer = 'K7Q2'
export const typed = (pin: string) => ({ entry: 'typed', pin }) as const

const patience = 180_000

/** A captcha. The authority inside starts with the first one, and a busy machine takes its time. */
const captchaOf = async ({ account }: Pick<ContractClient, 'account'>) => {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await account.captcha({ issuerId })
    } catch (error) {
      if (performance.now() > end) throw error
      await pause(1_000)
    }
  }
}

/** Logs the demonstration's holder in. */
export const logIn = async ({ client }: { readonly client: ContractClient }): Promise<void> => {
  const { id } = await captchaOf(client)
  await client.account.login({ ...holder, issuerId, captchaId: id, captcha: captchaAnswer })
}
