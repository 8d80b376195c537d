import type { Texts } from '../index.ts'
import { careBackup } from './care-backup.ts'
import { careHistory } from './care-history.ts'
import { carePin } from './care-pin.ts'
import { careReminders } from './care-reminders.ts'
import { careReplacement } from './care-replacement.ts'
import { careUnlock } from './care-unlock.ts'
import { certificateFields } from './certificate-fields.ts'
import { certificates } from './certificates.ts'
import { devices } from './devices.ts'
import { everywhere } from './everywhere.ts'
import { frame } from './frame.ts'
import { home } from './home.ts'
import { issuance } from './issuance.ts'
import { login } from './login.ts'
import { pin } from './pin.ts'
import { prompt } from './prompt.ts'
import { settings } from './settings.ts'
import { tray } from './tray.ts'

export const en: Texts = {
  careBackup,
  careHistory,
  carePin,
  careReminders,
  careReplacement,
  careUnlock,
  certificateFields,
  certificates,
  everywhere,
  devices,
  frame,
  home,
  issuance,
  login,
  pin,
  prompt,
  settings,
  tray,
}
