import type { Language } from '../models/settings.ts'
import { en } from './en/index.ts'
import { zhCn } from './zh-cn/index.ts'

/** Chinese is the original: what it says, English must say too, or it does not compile. */
export type Texts = typeof zhCn

export const texts = (language: Language): Texts => (language === 'en' ? en : zhCn)
