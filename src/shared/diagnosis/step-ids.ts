/** The steps in the order in which they are shown. Each is a file in `src/main/diagnosis/steps`. */
export const stepIds = [
  'drivers',
  'usb',
  'smart-card-service',
  'pin',
  'certificates',
  'chain',
  'revocation',
  'rehearsal',
  'clock',
  'network',
  'authority',
  'ports',
  'assistants',
  'browsers',
  'extension',
  'loopback-trust',
  'files',
  'rights',
  'disk',
  'data-folder',
  'journals',
  'autostart',
  'desktop',
  'version',
] as const

export type StepId = (typeof stepIds)[number]
