import { createRaClient } from '../../shared/ra-contract/client.ts'
import { type RaClient, raErrorOf } from '../../shared/ra-contract/index.ts'
import { deviceId, type KeptSession } from './kept.ts'

export type CaptchaToSolve = Awaited<ReturnType<RaClient['captcha']['create']>>

export type LoginFields = { readonly name: string; readonly password: string; readonly captcha?: string }

const client = (): RaClient => createRaClient({ url: location.origin })

/** `captcha`: the captcha that was shown, if one was wanted. */
export const logInAs = async (fields: LoginFields, captcha: CaptchaToSolve | null): Promise<KeptSession> => {
  const { name, password, captcha: answer = '' } = fields
  const solved = captcha === null ? {} : { captchaId: captcha.captchaId, captchaAnswer: answer.trim() }
  const asked = { name: name.trim(), password, clientId: deviceId(), ...solved }
  const session = await client().operator.login(asked)
  return { token: session.token, name: session.name }
}

export const newCaptcha = (): Promise<CaptchaToSolve> => client().captcha.create({})

export const isCaptchaWanted = (error: unknown): boolean => raErrorOf(error)?.code === 'captcha-wanted'
