import { expect } from 'vitest'
import { address } from './memory-feed.ts'

export const notes = { zh: '新版本。', en: 'A new version.' }
export const offer = { version: '0.2.0', notes, bytes: 2_000 }
export const manifests = (asked: readonly string[]) => asked.filter((one) => one === address).length
export const refused = (code: string) => expect.objectContaining({ code })
