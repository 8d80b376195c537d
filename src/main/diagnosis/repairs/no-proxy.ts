import { AssistantError } from '../../../shared/errors/index.ts'
import type { Repair } from '../repair.ts'

export const noProxy: Repair = async ({ changeSettings, snapshot }) => {
  const { proxy } = snapshot().settings
  await changeSettings({ proxy: { mode: 'none' } })
  return async () => {
    // Whoever chose another one since then wants that one.
    if (snapshot().settings.proxy.mode !== 'none') throw new AssistantError('repair-overtaken')
    await changeSettings({ proxy })
  }
}
