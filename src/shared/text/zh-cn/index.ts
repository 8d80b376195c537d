import { tray } from './tray.ts'

export const zhCn = { tray }
