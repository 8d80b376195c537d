import { useCallback, useEffect, useState } from 'react'
import type { Captcha } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

export type CaptchaState = {
  readonly captcha: Captcha | null
  readonly action: Action
  renew(): void
}

/** The captcha of an authority for this form, and a new one on request. */
export const useCaptcha = (issuerId: string): CaptchaState => {
  const { client } = useAssistant()
  const action = useAction()
  const [captcha, setCaptcha] = useState<Captcha | null>(null)
  const { run } = action
  const renew = useCallback(() => {
    void run(async () => setCaptcha(await client.account.captcha({ issuerId })))
  }, [client, run, issuerId])
  useEffect(renew, [renew])
  return { captcha, action, renew }
}
