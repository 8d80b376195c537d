import type { Texts } from '../index.ts'
import { tray } from './tray.ts'

export const en: Texts = { tray }
