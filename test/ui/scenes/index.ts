import { homeScenes } from './home.ts'
import type { Scene } from './scene.ts'
import { settingsScenes } from './settings.ts'

export const scenes: readonly Scene[] = [...homeScenes, ...settingsScenes]
