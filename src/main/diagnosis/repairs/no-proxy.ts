import type { Repair } from '../repair.ts'

export const noProxy: Repair = async ({ changeSettings, snapshot }) => {
  const { proxy } = snapshot().settings
  await changeSettings({ proxy: { mode: 'none' } })
  return () => changeSettings({ proxy })
}
